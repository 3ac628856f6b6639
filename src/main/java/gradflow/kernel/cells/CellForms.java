package gradflow.kernel.cells;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.Weights;
import gradflow.kernel.clear.GruCell;
import gradflow.kernel.clear.JanetCell;
import gradflow.kernel.clear.LstmCell;
import gradflow.kernel.clear.MinGruCell;
import gradflow.kernel.clear.ResetBeforeGruCell;
import gradflow.kernel.clear.SimpleRnnCell;
import gradflow.kernel.clear.StateJacobians;
import gradflow.kernel.clear.StepCell;
import gradflow.kernel.clear.StepwiseRecurrence;
import gradflow.kernel.fast.FusedCell;
import gradflow.kernel.fast.FusedGru;
import gradflow.kernel.fast.FusedJanet;
import gradflow.kernel.fast.FusedLeakyRnn;
import gradflow.kernel.fast.FusedLstm;
import gradflow.kernel.fast.FusedMinGru;
import gradflow.kernel.fast.FusedRecurrence;
import gradflow.kernel.fast.FusedResetBeforeGru;
import gradflow.kernel.fast.FusedRnn;
import gradflow.kernel.fast.RnnCurve;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Makes recurrences: each cell's clear form for any activation and type, and its fast form for
 * FLOAT on a CPU where it has one for its activations. The two agree to 2e-4 of the largest value;
 * the fast form's tanh and σ are rational functions within 3e-7.
 */
public final class CellForms {
    private CellForms() {}

    /** The two forms of one cell; {@code fused} is asked only if the fast form exists. */
    private record Forms(Supplier<StepCell<?>> clear, Supplier<Optional<FusedCell>> fused) {}

    private static Forms forms(CellShape shape, CellOptions options) {
        return switch (shape) {
            case SIMPLE_RNN ->
                    new Forms(
                            () -> new SimpleRnnCell(options),
                            () -> withCurve(options, curve -> simpleRnn(curve, options)));
            case LSTM ->
                    new Forms(
                            () -> new LstmCell(options),
                            () -> ifUsual(options, () -> new FusedLstm(options)));
            case GRU ->
                    new Forms(
                            () -> new GruCell(options),
                            () -> ifUsual(options, () -> new FusedGru(options)));
            case GRU_RESET_BEFORE ->
                    new Forms(
                            () -> new ResetBeforeGruCell(options),
                            () -> ifUsual(options, () -> new FusedResetBeforeGru(options)));
            case JANET ->
                    new Forms(
                            () -> new JanetCell(options),
                            () -> ifUsual(options, () -> new FusedJanet(options)));
            case MINGRU ->
                    new Forms(
                            () -> new MinGruCell(options),
                            () ->
                                    options.gateActivation() instanceof ActivationSigmoid
                                            ? withCurve(options, FusedMinGru::new)
                                            : Optional.empty());
        };
    }

    /** The form that computes in a type: the fast one for FLOAT if there is one. */
    public static Recurrence recurrence(CellShape shape, CellOptions options, DataType dataType) {
        Optional<Recurrence> fast =
                dataType == DataType.FLOAT ? fast(shape, options) : Optional.empty();
        return fast.orElseGet(() -> clear(shape, options));
    }

    /** The clear form. */
    public static Recurrence clear(CellShape shape, CellOptions options) {
        return new StepwiseRecurrence<>(forms(shape, options).clear().get());
    }

    /** The fast form, in FLOAT; empty if there is none for these activations. */
    public static Optional<Recurrence> fast(CellShape shape, CellOptions options) {
        return forms(shape, options).fused().get().map(FusedRecurrence::new);
    }

    /**
     * The bytes that the fast form keeps for a forward and a backward pass.
     *
     * @throws IllegalArgumentException if there is no fast form for these activations
     */
    public static long fastBytes(
            CellShape shape,
            CellOptions options,
            long batchSize,
            long timeSteps,
            long inputSize,
            long hiddenSize) {
        return forms(shape, options)
                .fused()
                .get()
                .orElseThrow(() -> new IllegalArgumentException(shape + " has no fast form"))
                .layout()
                .bytes(batchSize, timeSteps, inputSize, hiddenSize);
    }

    /** The Jacobian of every step of the clear form with these weights. */
    public static StateJacobians jacobians(CellOptions options, Weights weights) {
        return new StateJacobians(forms(weights.cell(), options).clear().get(), weights);
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
