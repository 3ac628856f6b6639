package gradflow.kernel;

import org.nd4j.linalg.activations.IActivation;

/**
 * Makes recurrences, in their clear form: any activation, any floating-point type. {@code
 * normalized} puts layer normalisation on x·W and h·U, for every gate by itself.
 */
public final class Recurrences {
    private Recurrences() {}

    /** Elman's recurrence. */
    public static Recurrence simpleRnn(IActivation activation, boolean normalized) {
        return simpleRnn(activation, Leak.NONE, normalized);
    }

    /** Elman's recurrence with a leak: h' = keep·h + scale·f(·). */
    public static Recurrence simpleRnn(IActivation activation, Leak leak, boolean normalized) {
        return new StepwiseRecurrence<>(
                new SimpleRnnCell(activation, leak, Terms.normalized(normalized)));
    }

    /** Long short-term memory; blocks candidate, forget, output, input gate. */
    public static Recurrence lstm(IActivation activation, IActivation gateActivation) {
        return lstm(activation, gateActivation, false);
    }

    /** The same, normalised or not; the cell state is not normalised. */
    public static Recurrence lstm(
            IActivation activation, IActivation gateActivation, boolean normalized) {
        return new StepwiseRecurrence<>(
                new LstmCell(activation, gateActivation, Terms.normalized(normalized)));
    }

    /** Gated recurrent unit; blocks reset, update, candidate. */
    public static Recurrence gru(
            IActivation activation, IActivation gateActivation, boolean resetAfter) {
        return gru(activation, gateActivation, resetAfter, false);
    }

    /** The same, normalised or not. */
    public static Recurrence gru(
            IActivation activation,
            IActivation gateActivation,
            boolean resetAfter,
            boolean normalized) {
        Terms terms = Terms.normalized(normalized);
        return resetAfter
                ? new StepwiseRecurrence<>(new GruCell(activation, gateActivation, terms))
                : new StepwiseRecurrence<>(
                        new ResetBeforeGruCell(activation, gateActivation, terms));
    }
}
