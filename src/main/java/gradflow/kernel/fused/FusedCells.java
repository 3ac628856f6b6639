package gradflow.kernel.fused;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Recurrence;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Finds the fused form of a cell, where its activations have one. */
public final class FusedCells {
    private FusedCells() {}

    /** The loop over a cell with these options; empty if there is none for its activations. */
    public static Optional<Recurrence> recurrence(
            CellShape shape, CellOptions options, Arithmetic arithmetic) {
        return of(shape, options).map(cell -> new FusedRecurrence(cell, arithmetic));
    }

    /** A cell with these options; empty if there is none for its activations. */
    public static Optional<FusedCell> of(CellShape shape, CellOptions options) {
        return switch (shape) {
            case SIMPLE_RNN -> withCurve(options, curve -> simpleRnn(curve, options));
            case LSTM -> ifUsual(options, () -> new FusedLstm(options));
            case GRU -> ifUsual(options, () -> new FusedGru(options));
            case GRU_RESET_BEFORE -> ifUsual(options, () -> new FusedResetBeforeGru(options));
            case JANET -> ifUsual(options, () -> new FusedJanet(options));
            case MINGRU ->
                    options.gateActivation() instanceof ActivationSigmoid
                            ? withCurve(options, FusedMinGru::new)
                            : Optional.empty();
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

    private static Optional<FusedCell> ifUsual(CellOptions options, Supplier<FusedCell> cell) {
        return options.activation() instanceof ActivationTanH
                        && options.gateActivation() instanceof ActivationSigmoid
                ? Optional.of(cell.get())
                : Optional.empty();
    }
}
