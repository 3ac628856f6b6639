package gradflow.kernel.fused;

import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** An activation function whose derivative can be computed from its value. */
public interface RnnCurve {
    /**
     * The curve of an activation of ND4J's; empty if it has none here.
     *
     * @return f with its derivative
     */
    static Optional<RnnCurve> of(IActivation activation) {
        if (activation instanceof ActivationTanH) {
            return Optional.of(new Tanh());
        }
        if (activation instanceof ActivationSigmoid) {
            return Optional.of(new Sigmoid());
        }
        if (activation instanceof ActivationIdentity) {
            return Optional.of(new Identity());
        }
        if (activation instanceof ActivationReLU relu && isPlain(relu)) {
            return Optional.of(new Relu());
        }
        if (activation instanceof ActivationLReLU leaky && leaky.getAlpha() >= Float.MIN_NORMAL) {
            float slope = (float) leaky.getAlpha();
            return Optional.of(new LeakyRelu(slope));
        }
        if (activation instanceof ActivationELU elu && elu.getAlpha() == 1.0) {
            return Optional.of(new Elu());
        }
        if (activation instanceof ActivationSoftSign) {
            return Optional.of(new Softsign());
        }
        return Optional.empty();
    }

    private static boolean isPlain(ActivationReLU relu) {
        return relu.getMax() == null
                && isZero(relu.getThreshold())
                && isZero(relu.getNegativeSlope());
    }

    private static boolean isZero(Double value) {
        return value == null || value == 0.0;
    }

    /** v := f(v + b). */
    void apply(float[] v, float[] b, int n);

    /** d := e⊙f'(·), where h = f(·). */
    void back(float[] e, float[] h, float[] d, int n);

    /** tanh; f' = 1 − h². */
    final class Tanh implements RnnCurve {
        @Override
        public void apply(float[] v, float[] b, int n) {
            Curves.tanh(v, b, n);
        }

        @Override
        public void back(float[] e, float[] h, float[] d, int n) {
            for (int i = 0; i < n; i++) {
                float value = h[i];
                d[i] = e[i] * (1f - value * value);
            }
        }
    }

    /** σ; f' = h(1 − h). */
    final class Sigmoid implements RnnCurve {
        @Override
        public void apply(float[] v, float[] b, int n) {
            Curves.sigmoid(v, b, n);
        }

        @Override
        public void back(float[] e, float[] h, float[] d, int n) {
            for (int i = 0; i < n; i++) {
                float value = h[i];
                d[i] = e[i] * value * (1f - value);
            }
        }
    }

    /** max(0, v); f' = 1 where h &gt; 0, else 0. */
    final class Relu implements RnnCurve {
        @Override
        public void apply(float[] v, float[] b, int n) {
            for (int i = 0; i < n; i++) {
                v[i] = Math.max(0f, v[i] + b[i]);
            }
        }

        @Override
        public void back(float[] e, float[] h, float[] d, int n) {
            for (int i = 0; i < n; i++) {
                d[i] = e[i] * Math.min(1f, h[i] * FloatFunctions.HUGE * FloatFunctions.HUGE);
            }
        }
    }

    /** v where v ≥ 0, else slope·v with a slope &gt; 0; f' = 1 where h ≥ 0, else the slope. */
    final class LeakyRelu implements RnnCurve {
        private final float slope;

        LeakyRelu(float slope) {
            this.slope = slope;
        }

        @Override
        public void apply(float[] v, float[] b, int n) {
            float factor = slope;
            for (int i = 0; i < n; i++) {
                float sum = v[i] + b[i];
                v[i] = Math.max(0f, sum) + factor * Math.min(0f, sum);
            }
        }

        @Override
        public void back(float[] e, float[] h, float[] d, int n) {
            float factor = slope;
            for (int i = 0; i < n; i++) {
                float negative =
                        Math.min(
                                0f,
                                Math.max(-1f, h[i] * FloatFunctions.HUGE * FloatFunctions.HUGE));
                d[i] = e[i] * (1f + negative - factor * negative);
            }
        }
    }

    /** v; f' = 1. */
    final class Identity implements RnnCurve {
        @Override
        public void apply(float[] v, float[] b, int n) {
            Curves.add(v, b, n);
        }

        @Override
        public void back(float[] e, float[] h, float[] d, int n) {
            System.arraycopy(e, 0, d, 0, n);
        }
    }

    /** v where v ≥ 0, else e^v − 1; f' = 1 where h ≥ 0, else 1 + h. */
    final class Elu implements RnnCurve {
        @Override
        public void apply(float[] v, float[] b, int n) {
            for (int i = 0; i < n; i++) {
                float sum = v[i] + b[i];
                v[i] = Math.max(0f, sum) + FloatFunctions.expm1(Math.min(0f, sum));
            }
        }

        @Override
        public void back(float[] e, float[] h, float[] d, int n) {
            for (int i = 0; i < n; i++) {
                d[i] = e[i] * (1f + Math.min(0f, h[i]));
            }
        }
    }

    /** v/(1 + |v|); f' = (1 − |h|)². */
    final class Softsign implements RnnCurve {
        @Override
        public void apply(float[] v, float[] b, int n) {
            for (int i = 0; i < n; i++) {
                float sum = v[i] + b[i];
                v[i] = sum / (1f + Math.abs(sum));
            }
        }

        @Override
        public void back(float[] e, float[] h, float[] d, int n) {
            for (int i = 0; i < n; i++) {
                float rest = 1f - Math.abs(h[i]);
                d[i] = e[i] * rest * rest;
            }
        }
    }
}
