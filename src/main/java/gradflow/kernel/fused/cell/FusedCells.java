package gradflow.kernel.fused.cell;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.RecurrentSteps;
import gradflow.kernel.Weights;
import gradflow.kernel.fused.FusedCell;
import gradflow.kernel.fused.FusedRecurrence;
import gradflow.kernel.fused.FusedSteps;
import gradflow.kernel.fused.RnnCurve;
import java.util.Optional;
import java.util.function.Function;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/** Finds the fused form of a cell, where its activations have one. */
public final class FusedCells {
    private FusedCells() {}

    /**
     * The loop over a cell with these options; empty if there is none for its activations.
     *
     * @return one that keeps a pass of its own; not for several threads
     */
    public static Optional<Recurrence> recurrence(
            CellShape shape, CellOptions options, Arithmetic arithmetic) {
        return of(shape, options).map(cell -> new FusedRecurrence(cell, arithmetic));
    }

    /**
     * The steps of a cell with these weights; empty if there is no loop for its activations.
     *
     * @return steps that have copied the weights
     */
    public static Optional<RecurrentSteps> steps(
            CellOptions options, Weights weights, int batchSize) {
        return of(weights.cell(), options).map(cell -> new FusedSteps(cell, weights, batchSize));
    }

    /**
     * A cell with these options; empty if there is none for its activations.
     *
     * @return the equations of its step
     */
    public static Optional<FusedCell> of(CellShape shape, CellOptions options) {
        return switch (shape) {
            case SIMPLE_RNN -> withCurve(options, curve -> simpleRnn(curve, options));
            case LSTM -> gated(options, curve -> new FusedLstm(curve, options));
            case GRU -> gated(options, curve -> new FusedGru(curve, options));
            case GRU_RESET_BEFORE ->
                    gated(options, curve -> new FusedResetBeforeGru(curve, options));
            case JANET -> gated(options, curve -> new FusedJanet(curve, options));
            case MINGRU -> gated(options, FusedMinGru::new);
        };
    }

    private static FusedCell simpleRnn(RnnCurve curve, CellOptions options) {
        return options.leak().isNone()
                ? new FusedRnn(curve, options)
                : new FusedLeakyRnn(curve, options);
    }

    private static Optional<FusedCell> withCurve(
            CellOptions options, Function<RnnCurve, FusedCell> cell) {
        return RnnCurve.of(options.activation()).map(cell);
    }

    /** Gates are σ; the candidate has any curve. */
    private static Optional<FusedCell> gated(
            CellOptions options, Function<RnnCurve, FusedCell> cell) {
        return options.gateActivation() instanceof ActivationSigmoid
                ? withCurve(options, cell)
                : Optional.empty();
    }
}
