package gradflow.kernel.fast;

import gradflow.kernel.Leak;
import gradflow.kernel.Recurrence;
import java.util.Optional;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Finds the fast form of a recurrence, for FLOAT on a CPU. Empty where none exists: other
 * activations. {@code normalized} puts layer normalisation on x·W and h·U of every gate. What is
 * found agrees with the clear form to 2e-4 of the largest value; tanh and σ are rational functions
 * within 3e-7.
 */
public final class FastRecurrences {
    private FastRecurrences() {}

    /** h = f(x·W + h'·U + b), f = tanh, σ, ReLU, leaky ReLU or the identity. */
    public static Optional<Recurrence> simpleRnn(IActivation activation) {
        return simpleRnn(activation, Leak.NONE, false);
    }

    /** The same with a leak: h = keep·h' + scale·f(·). */
    public static Optional<Recurrence> simpleRnn(
            IActivation activation, Leak leak, boolean normalized) {
        return curve(activation)
                .map(
                        curve ->
                                leak.isNone()
                                        ? new FusedRnn(curve, normalized)
                                        : new FusedLeakyRnn(curve, leak, normalized))
                .map(FusedRecurrence::new);
    }

    /** The LSTM with tanh and σ; blocks candidate, forget, output, input gate. */
    public static Optional<Recurrence> lstm(IActivation activation, IActivation gateActivation) {
        return lstm(activation, gateActivation, false);
    }

    /** The same, normalised or not. */
    public static Optional<Recurrence> lstm(
            IActivation activation, IActivation gateActivation, boolean normalized) {
        return isUsual(activation, gateActivation)
                ? Optional.of(new FusedRecurrence(new FusedLstm(normalized)))
                : Optional.empty();
    }

    /** The GRU with tanh and σ; blocks reset, update, candidate. */
    public static Optional<Recurrence> gru(
            IActivation activation, IActivation gateActivation, boolean resetAfter) {
        return gru(activation, gateActivation, resetAfter, false);
    }

    /** The same, normalised or not. */
    public static Optional<Recurrence> gru(
            IActivation activation,
            IActivation gateActivation,
            boolean resetAfter,
            boolean normalized) {
        return isUsual(activation, gateActivation)
                ? Optional.of(
                        new FusedRecurrence(
                                resetAfter
                                        ? new FusedGru(normalized)
                                        : new FusedResetBeforeGru(normalized)))
                : Optional.empty();
    }

    private static boolean isUsual(IActivation activation, IActivation gateActivation) {
        return activation instanceof ActivationTanH && gateActivation instanceof ActivationSigmoid;
    }

    private static Optional<RnnCurve> curve(IActivation activation) {
        if (activation instanceof ActivationTanH) {
            return Optional.of(new RnnCurve.Tanh());
        }
        if (activation instanceof ActivationSigmoid) {
            return Optional.of(new RnnCurve.Sigmoid());
        }
        if (activation instanceof ActivationIdentity) {
            return Optional.of(new RnnCurve.Identity());
        }
        if (activation instanceof ActivationReLU relu && isPlain(relu)) {
            return Optional.of(new RnnCurve.Relu());
        }
        if (activation instanceof ActivationLReLU leaky && (float) leaky.getAlpha() > 0f) {
            return Optional.of(new RnnCurve.LeakyRelu((float) leaky.getAlpha()));
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
}
