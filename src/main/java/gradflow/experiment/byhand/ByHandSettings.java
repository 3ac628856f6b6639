package gradflow.experiment.byhand;

import gradflow.kernel.Arithmetic;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.HiddenActivation;
import gradflow.model.OutputLoss;
import gradflow.model.settings.Computed;

/**
 * The settings of an experiment of type {@code bptt-by-hand}: one example, the loss at the last
 * step.
 *
 * @param cell the recurrent cell
 * @param activation of the hidden state (LSTM, GRU: of the candidate)
 * @param loss of the softmax with two outputs
 * @param hidden H, hidden units, and as many inputs a step
 * @param timeSteps T
 * @param arithmetic of the network beside the derivation, which is always portable
 */
public record ByHandSettings(
        Cell cell,
        HiddenActivation activation,
        OutputLoss loss,
        int hidden,
        int timeSteps,
        Arithmetic arithmetic)
        implements Computed {

    /** What holds where an experiment file says nothing else. */
    public static final ByHandSettings DEFAULTS =
            new ByHandSettings(
                    Cell.SIMPLE_RNN,
                    HiddenActivation.SIGMOID,
                    OutputLoss.CROSS_ENTROPY,
                    1,
                    4,
                    Arithmetic.PORTABLE);

    private static final int MOST_UNITS = 16;
    private static final int MOST_STEPS = 1000;

    /**
     * Checks every setting.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public ByHandSettings {
        Check.that(
                !cell.shape().hasLinearCandidate() || activation == HiddenActivation.IDENTITY,
                "activation must be identity for %s, whose candidate is linear; not %s"
                        .formatted(cell.label(), activation.label()));
        Check.between("hidden", hidden, 1, MOST_UNITS, "most that are differentiated by hand");
        Check.between(
                "timeSteps", timeSteps, 1, MOST_STEPS, "most that are differentiated by hand");
    }
}
