package gradflow.kernel.fused;

import static gradflow.kernel.fused.Close.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.Weights;
import gradflow.kernel.cells.CellForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gated cells with every activation of the candidate that has a curve, against the clear form. */
class OtherActivationsTest {
    private static final int T = 6;
    private static final int B = 3;
    private static final int I = 2;
    private static final int H = 5;
    private final Random random = new Random(7);

    static List<Arguments> cells() {
        List<IActivation> activations =
                List.of(
                        new ActivationTanH(),
                        new ActivationSigmoid(),
                        new ActivationReLU(),
                        new ActivationLReLU(0.25),
                        new ActivationELU(),
                        new ActivationSoftSign(),
                        new ActivationIdentity());
        List<Arguments> cells = new ArrayList<>();
        for (CellShape shape : CellShape.values()) {
            for (IActivation activation : activations) {
                cells.add(Arguments.of(shape, activation, DataType.FLOAT, Arithmetic.FAST));
                cells.add(Arguments.of(shape, activation, DataType.DOUBLE, Arithmetic.PORTABLE));
            }
        }
        return cells;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void agreesWithTheClearForm(
            CellShape shape, IActivation activation, DataType type, Arithmetic arithmetic) {
        CellOptions options = CellOptions.of(activation);
        Recurrence fused = CellForms.fused(shape, options, type, arithmetic).orElseThrow();
        Weights weights = weights(shape, DataType.DOUBLE);
        INDArray x = gaussian(DataType.DOUBLE, T, B, I);
        INDArray gradOutput = gaussian(DataType.DOUBLE, T, B, H);
        List<INDArray> wanted = run(CellForms.clear(shape, options), weights, x, gradOutput);
        List<INDArray> found =
                run(fused, cast(weights, type), x.castTo(type), gradOutput.castTo(type));
        for (int i = 0; i < wanted.size(); i++) {
            assertClose(found.get(i), wanted.get(i), "array " + i);
        }
    }

    /** The gate that keeps the state, of normalised products. */
    @ParameterizedTest
    @EnumSource(names = {"LSTM", "GRU", "GRU_RESET_BEFORE"})
    void bothFormsShowTheGateThatKeeps(CellShape shape) {
        CellOptions options = CellOptions.of(new ActivationTanH()).withNormalization(true);
        DataType type = DataType.DOUBLE;
        Recurrence fused = CellForms.fused(shape, options, type, Arithmetic.PORTABLE).orElseThrow();
        Weights plain = weights(shape, type);
        Weights weights =
                new Weights(
                        shape,
                        plain.input(),
                        plain.recurrent(),
                        plain.bias(),
                        plain.recurrentBias(),
                        gaussian(type, 1, 2L * shape.gateCount() * H));
        INDArray x = gaussian(type, T, B, I);
        INDArray gradOutput = gaussian(type, T, B, H);
        List<INDArray> wanted = run(CellForms.clear(shape, options), weights, x, gradOutput);
        List<INDArray> found = run(fused, weights, x, gradOutput);
        int keep = wanted.size() - 1;
        assertThat(wanted.get(keep).shape()).containsExactly(T, B, H);
        assertClose(found.get(keep), wanted.get(keep), "keep");
    }

    /**
     * Outputs, the gradients of inputs, W, U and b, and the gate that keeps the state if there is
     * one.
     */
    private static List<INDArray> run(Recurrence form, Weights w, INDArray x, INDArray gradOutput) {
        DataType type = x.dataType();
        INDArray output = Nd4j.zeros(type, T, B, H);
        INDArray gradInput = Nd4j.zeros(type, T, B, I);
        Weights gradients = cast(w, type);
        form.forward(w, x, null, null, output, true);
        List<INDArray> keep = new ArrayList<>();
        form.backward(
                gradOutput,
                T,
                gradInput,
                gradients,
                observed -> {
                    if (observed.keep() != null) {
                        keep.add(observed.keep().dup('c'));
                    }
                });
        List<INDArray> made = new ArrayList<>(List.of(output, gradInput, gradients.input()));
        if (gradients.recurrent() != null) {
            made.add(gradients.recurrent());
        }
        made.add(gradients.bias());
        made.addAll(keep);
        return made;
    }

    private Weights weights(CellShape shape, DataType type) {
        int width = shape.gateCount() * H;
        return new Weights(
                shape,
                gaussian(type, I, width).dup('f'),
                shape.hasRecurrentWeights() ? gaussian(type, H, width).muli(0.4).dup('f') : null,
                gaussian(type, 1, width),
                shape.hasRecurrentBias() ? gaussian(type, 1, width) : null,
                null);
    }

    private static Weights cast(Weights w, DataType type) {
        return new Weights(
                w.cell(),
                w.input().castTo(type).dup('f'),
                w.recurrent() == null ? null : w.recurrent().castTo(type).dup('f'),
                w.bias().castTo(type).dup(),
                w.recurrentBias() == null ? null : w.recurrentBias().castTo(type).dup(),
                w.gain() == null ? null : w.gain().castTo(type).dup());
    }

    private INDArray gaussian(DataType type, long... shape) {
        INDArray made = Nd4j.zeros(DataType.DOUBLE, shape);
        for (long i = 0; i < made.length(); i++) {
            // Numbers that FLOAT has too, so that both sides compute from the same.
            made.putScalar(i, (float) random.nextGaussian());
        }
        return made.castTo(type);
    }
}
