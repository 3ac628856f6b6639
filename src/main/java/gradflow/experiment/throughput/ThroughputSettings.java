package gradflow.experiment.throughput;

import gradflow.kernel.Arithmetic;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Implementation;
import gradflow.model.Initialization;
import gradflow.model.LossAt;
import gradflow.model.RecurrentStack;
import gradflow.model.settings.Computed;

/**
 * The settings of an experiment of type {@code throughput}: a training iteration is timed.
 *
 * @param cell the recurrent cell
 * @param implementation whose layers
 * @param batch B, examples
 * @param time T, time steps
 * @param input I, inputs a step
 * @param hidden H, hidden units
 * @param loss where the loss is taken
 * @param classes of the softmax under the loss
 * @param tbptt steps of a segment of truncated BPTT, or 0 for full BPTT
 * @param warmup iterations before timing starts
 * @param iterations that are timed, without gradient capture and as many with it
 */
public record ThroughputSettings(
        Cell cell,
        Implementation implementation,
        int batch,
        int time,
        int input,
        int hidden,
        LossAt loss,
        int classes,
        int tbptt,
        int warmup,
        int iterations)
        implements Computed {

    /** What holds where an experiment file says nothing else. */
    public static final ThroughputSettings DEFAULTS =
            new ThroughputSettings(
                    Cell.SIMPLE_RNN,
                    Implementation.GRADFLOW,
                    32,
                    100,
                    32,
                    128,
                    LossAt.EVERY_STEP,
                    10,
                    0,
                    20,
                    60);

    /**
     * Checks every setting by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public ThroughputSettings {
        Check.atLeastOne("batch", batch);
        Check.atLeastOne("time", time);
        Check.atLeastOne("input", input);
        Check.atLeastOne("hidden", hidden);
        Check.that(classes >= 2, "classes must be at least 2, not " + classes);
        Check.that(tbptt >= 0, "tbptt must be 0 (full BPTT) or at least 1, not " + tbptt);
        Check.that(
                tbptt == 0 || loss == LossAt.EVERY_STEP,
                "tbptt " + tbptt + " needs loss every-step; last-step takes tbptt 0");
        Check.that(warmup >= 0, "warmup must be at least 0, not " + warmup);
        Check.atLeastOne("iterations", iterations);
        Check.that(
                cell.hasStockLayer() || implementation != Implementation.DEEPLEARNING4J,
                "cell %s needs implementation gradflow; deeplearning4j has none"
                        .formatted(cell.label()));
    }

    /** The recurrent layer. */
    RecurrentStack stack() {
        return new RecurrentStack(
                cell,
                HiddenActivation.TANH,
                Initialization.XAVIER,
                1,
                GateBias.DEFAULT,
                input,
                hidden,
                1,
                time);
    }

    /**
     * G, blocks of H columns in the recurrent layer's matrices.
     *
     * @return 1 to 4
     */
    public int gates() {
        return cell.gates().size();
    }

    /**
     * Floating-point operations of the matrix products of one iteration, in 10⁹: forward, and twice
     * as much back.
     *
     * @return 10⁹ operations, a multiplication and an addition counted as two
     */
    public double gigaflop() {
        double steps = (double) batch * time;
        double recurrent =
                steps
                        * gates()
                        * hidden
                        * (input + (cell.shape().hasRecurrentWeights() ? hidden : 0));
        double outputs = (loss == LossAt.EVERY_STEP ? steps : batch) * classes * hidden;
        return 6 * (recurrent + outputs) / 1e9;
    }

    /**
     * Time steps that are differentiated at a time: a segment, or all.
     *
     * @return 1 … T
     */
    public int segment() {
        return tbptt == 0 ? time : Math.min(tbptt, time);
    }

    /** Times are volatile in any case, and stock layers know nothing else. */
    @Override
    public Arithmetic arithmetic() {
        return Arithmetic.FAST;
    }
}
