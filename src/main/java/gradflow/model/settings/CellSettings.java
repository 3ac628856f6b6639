package gradflow.model.settings;

import gradflow.kernel.Arithmetic;
import gradflow.mistake.Check;
import gradflow.model.Cell;
import gradflow.model.CellForm;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Initialization;
import gradflow.model.Mitigation;
import gradflow.model.RecurrentStack;
import gradflow.model.Remedy;

/**
 * The recurrent layer.
 *
 * @param cell the recurrent cell
 * @param activation of the hidden state
 * @param initialization of the recurrent weights
 * @param recurrentGain what multiplies them
 * @param gateBias what the bias of the gate that keeps the state starts from
 * @param hiddenSize H, hidden units, of every cell or of the LSTM
 * @param sizing what cells of different kinds have in common
 */
public record CellSettings(
        Cell cell,
        HiddenActivation activation,
        Initialization initialization,
        double recurrentGain,
        GateBias gateBias,
        int hiddenSize,
        Sizing sizing) {

    /** Units up to which other cells' sizes are searched for. */
    private static final int MOST_UNITS = 1 << 16;

    /** What holds where an experiment file says nothing else. */
    static final CellSettings DEFAULTS =
            new CellSettings(
                    Cell.SIMPLE_RNN,
                    HiddenActivation.TANH,
                    Initialization.XAVIER,
                    1,
                    GateBias.DEFAULT,
                    64,
                    Sizing.EQUAL_HIDDEN_SIZE);

    /**
     * The layer, with what a mitigation changes about it.
     *
     * @param stacking how many stand on each other
     * @param inputSize I
     * @param outputSize O
     * @param sequenceLength T
     */
    RecurrentStack stack(
            Mitigation mitigation,
            StackingSettings stacking,
            int inputSize,
            int outputSize,
            int sequenceLength) {
        HiddenActivation function =
                mitigation.uses(Remedy.IRNN) ? HiddenActivation.RELU : activation;
        return new RecurrentStack(
                cell,
                function,
                mitigation
                        .measure(Remedy.Subject.INITIALIZATION)
                        .map(CellSettings::initialization)
                        .orElse(initialization),
                mitigation
                        .measure(Remedy.Subject.INITIALIZATION)
                        .map(measure -> gain(measure, mitigation))
                        .orElse(recurrentGain),
                mitigation
                        .measure(Remedy.Subject.GATE_BIAS)
                        .map(measure -> bias(measure, mitigation))
                        .orElse(gateBias),
                form(mitigation),
                inputSize,
                units(inputSize, outputSize),
                stacking.layers(),
                stacking.bidirectional(),
                sequenceLength,
                Arithmetic.PORTABLE);
    }

    private static Initialization initialization(Remedy measure) {
        return switch (measure) {
            case INIT_NORMAL -> Initialization.NORMAL;
            case INIT_ORTHOGONAL -> Initialization.ORTHOGONAL;
            case IRNN -> Initialization.IDENTITY;
            case INIT_SPARSE -> Initialization.SPARSE;
            default -> throw new IllegalArgumentException(measure.label());
        };
    }

    private static double gain(Remedy measure, Mitigation mitigation) {
        return mitigation.strength(measure).orElseThrow() / initialization(measure).scale();
    }

    private static GateBias bias(Remedy measure, Mitigation mitigation) {
        return measure == Remedy.CHRONO
                ? GateBias.CHRONO
                : new GateBias(mitigation.strength(measure).orElseThrow());
    }

    private static CellForm form(Mitigation mitigation) {
        CellForm form = CellForm.PLAIN;
        if (mitigation.uses(Remedy.LAYER_NORM)) {
            form = form.normalized();
        }
        if (mitigation.uses(Remedy.LEAKY)) {
            form = form.leaky(mitigation.strength(Remedy.LEAKY).orElseThrow());
        }
        if (mitigation.uses(Remedy.RESIDUAL)) {
            form = form.residual(mitigation.strength(Remedy.RESIDUAL).orElseThrow());
        }
        return form;
    }

    /** H of this cell. */
    private int units(int inputSize, int outputSize) {
        if (sizing == Sizing.EQUAL_HIDDEN_SIZE) {
            return hiddenSize;
        }
        Check.that(
                hiddenSize <= MOST_UNITS,
                "hiddenSize must be at most %d where sizing is equal-parameters, not %d"
                        .formatted(MOST_UNITS, hiddenSize));
        long wanted = parameters(Cell.LSTM, hiddenSize, inputSize, outputSize);
        int units = 1;
        while (parameters(cell, units + 1, inputSize, outputSize) <= wanted) {
            units++;
        }
        long below = wanted - parameters(cell, units, inputSize, outputSize);
        long above = parameters(cell, units + 1, inputSize, outputSize) - wanted;
        return above < below ? units + 1 : units;
    }

    /** Weights and biases of one layer of a cell without layer normalisation and its output. */
    static long parameters(Cell cell, long units, long inputs, long outputs) {
        return cell.shape().parameters(inputs, units) + (units + 1) * outputs;
    }
}
