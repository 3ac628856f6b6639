package gradflow.kernel;

import org.nd4j.linalg.activations.IActivation;

/** Makes recurrences, in their clear form: any activation, any floating-point type. */
public final class Recurrences {
    private Recurrences() {}

    /** Elman's recurrence; {@code normalized} puts layer normalisation on both products. */
    public static Recurrence simpleRnn(IActivation activation, boolean normalized) {
        return normalized
                ? new StepwiseRecurrence<>(new NormalizedRnnCell(activation))
                : new StepwiseRecurrence<>(new SimpleRnnCell(activation));
    }

    /** Long short-term memory; blocks candidate, forget, output, input gate. */
    public static Recurrence lstm(IActivation activation, IActivation gateActivation) {
        return new StepwiseRecurrence<>(new LstmCell(activation, gateActivation));
    }

    /** Gated recurrent unit; blocks reset, update, candidate. */
    public static Recurrence gru(
            IActivation activation, IActivation gateActivation, boolean resetAfter) {
        return resetAfter
                ? new StepwiseRecurrence<>(new GruCell(activation, gateActivation))
                : new StepwiseRecurrence<>(new ResetBeforeGruCell(activation, gateActivation));
    }
}
