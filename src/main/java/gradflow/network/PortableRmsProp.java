package gradflow.network;

import gradflow.layer.output.DenseValues;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.RmsPropUpdater;
import org.nd4j.linalg.learning.config.RmsProp;

/**
 * RMSProp (Tieleman and Hinton 2012), computed in plain Java: s ← ρs + (1 − ρ)g², update α·g/(√s +
 * ε), each rounded once to the type of the parameters. Settings and formula are those of ND4J's
 * RmsProp, with ρ = 0.95 and ε = 1e-8; s begins at ε as there.
 */
public final class PortableRmsProp extends RmsProp {
    private static final long serialVersionUID = 1L;

    /** With ND4J's defaults; for JSON. */
    public PortableRmsProp() {}

    /**
     * With ND4J's ρ and ε.
     *
     * @param learningRate α
     */
    public PortableRmsProp(double learningRate) {
        super(learningRate);
    }

    @Override
    @SuppressWarnings("rawtypes") // as RmsProp's
    public GradientUpdater instantiate(INDArray state, boolean initialize) {
        var updater = new Updater(this);
        INDArray flat = state.reshape(state.length());
        updater.setStateViewArray(flat, new long[] {state.length()}, flat.ordering(), initialize);
        return updater;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public GradientUpdater instantiate(Map<String, INDArray> state, boolean initialize) {
        var updater = new Updater(this);
        updater.setState(state, initialize);
        return updater;
    }

    @Override
    public PortableRmsProp clone() {
        var copy = new PortableRmsProp(getLearningRate());
        copy.setRmsDecay(getRmsDecay());
        copy.setEpsilon(getEpsilon());
        copy.setLearningRateSchedule(getLearningRateSchedule());
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortableRmsProp && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof PortableRmsProp;
    }

    private static final class Updater extends RmsPropUpdater {
        Updater(PortableRmsProp config) {
            super(config);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
            super.setStateViewArray(view, shape, order, false);
            if (initialize) {
                double[] start = new double[(int) getLastGradient().length()];
                Arrays.fill(start, getConfig().getEpsilon());
                DenseValues.put(start, getLastGradient());
            }
        }

        /** Overwrites the gradient with the update. */
        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            double rate = getConfig().getLearningRate(iteration, epoch);
            double decay = getConfig().getRmsDecay();
            double epsilon = getConfig().getEpsilon();
            double[] g = DenseValues.values(gradient);
            double[] s = DenseValues.values(getLastGradient());
            for (int i = 0; i < g.length; i++) {
                s[i] = decay * s[i] + (1 - decay) * (g[i] * g[i]);
                g[i] = rate * g[i] / (Math.sqrt(s[i]) + epsilon);
            }
            DenseValues.put(s, getLastGradient());
            DenseValues.put(g, gradient);
        }
    }
}
