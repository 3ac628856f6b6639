package gradflow.kernel.cells;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.RecurrentSteps;
import gradflow.kernel.Weights;
import gradflow.kernel.clear.GruCell;
import gradflow.kernel.clear.JanetCell;
import gradflow.kernel.clear.LstmCell;
import gradflow.kernel.clear.MinGruCell;
import gradflow.kernel.clear.ResetBeforeGruCell;
import gradflow.kernel.clear.SimpleRnnCell;
import gradflow.kernel.clear.StepCell;
import gradflow.kernel.clear.StepwiseRecurrence;
import gradflow.kernel.fused.FusedCells;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Makes recurrences: each cell's clear form for any activation and type, and its fused form for
 * FLOAT and DOUBLE on a CPU where it has one for its activations. The two agree to 2e-4 of the
 * largest value in FLOAT, where the fused form's tanh and σ are rational functions within 3e-7, and
 * to 1e-13 in DOUBLE.
 */
public final class CellForms {
    private CellForms() {}

    /**
     * The form that computes in a type: the fused one if there is one.
     *
     * @throws IllegalArgumentException if portable arithmetic is asked for where only the clear
     *     form, which computes through ND4J, could be had
     */
    public static Recurrence recurrence(
            CellShape shape, CellOptions options, DataType dataType, Arithmetic arithmetic) {
        Optional<Recurrence> fused = fused(shape, options, dataType, arithmetic);
        if (fused.isEmpty() && arithmetic == Arithmetic.PORTABLE) {
            throw new IllegalArgumentException(
                    "%s with activation %s, gates %s and type %s has no portable arithmetic; set arithmetic fast"
                            .formatted(
                                    shape,
                                    options.activation(),
                                    options.gateActivation(),
                                    dataType));
        }
        return fused.orElseGet(() -> clear(shape, options));
    }

    /** The clear form. */
    public static Recurrence clear(CellShape shape, CellOptions options) {
        return new StepwiseRecurrence<>(stepCell(shape, options));
    }

    private static StepCell<?> stepCell(CellShape shape, CellOptions options) {
        return switch (shape) {
            case SIMPLE_RNN -> new SimpleRnnCell(options);
            case LSTM -> new LstmCell(options);
            case GRU -> new GruCell(options);
            case GRU_RESET_BEFORE -> new ResetBeforeGruCell(options);
            case JANET -> new JanetCell(options);
            case MINGRU -> new MinGruCell(options);
        };
    }

    /** The fused form; empty if there is none for these activations and this type. */
    public static Optional<Recurrence> fused(
            CellShape shape, CellOptions options, DataType dataType, Arithmetic arithmetic) {
        return switch (dataType) {
            case FLOAT -> FusedCells.recurrence(shape, options, arithmetic);
            case DOUBLE ->
                    gradflow.kernel.fused64.FusedCells.recurrence(shape, options, arithmetic);
            default -> Optional.empty();
        };
    }

    /**
     * The fused form a step at a time, in the type of the weights, which are copied.
     *
     * @param batchSize B, examples that go side by side
     * @return nothing if there is no fused form for these activations and this type
     */
    public static Optional<RecurrentSteps> steps(
            CellOptions options, Weights weights, int batchSize) {
        return switch (weights.input().dataType()) {
            case FLOAT -> FusedCells.steps(options, weights, batchSize);
            case DOUBLE -> gradflow.kernel.fused64.FusedCells.steps(options, weights, batchSize);
            default -> Optional.empty();
        };
    }

    /**
     * The bytes that the fused form in FLOAT keeps for a forward and a backward pass.
     *
     * @throws IllegalArgumentException if there is no fused form for these activations
     */
    public static long fusedBytes(
            CellShape shape,
            CellOptions options,
            long batchSize,
            long timeSteps,
            long inputSize,
            long hiddenSize) {
        return FusedCells.of(shape, options)
                .orElseThrow(() -> new IllegalArgumentException(shape + " has no fused form"))
                .layout()
                .bytes(batchSize, timeSteps, inputSize, hiddenSize);
    }

    /** The Jacobian of every step of a cell with these weights. */
    public static StateJacobians jacobians(
            CellOptions options, Weights weights, Arithmetic arithmetic) {
        DataType dataType = weights.input().dataType();
        return new StateJacobians(
                recurrence(weights.cell(), options, dataType, arithmetic), weights);
    }
}
