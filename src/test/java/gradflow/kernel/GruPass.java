package gradflow.kernel;

import gradflow.kernel.cells.CellForms;
import java.util.function.BiFunction;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One pass of a GRU forward and back, of types that any class loader knows. */
public final class GruPass implements BiFunction<String, String, double[]> {
    private static final int TIME = 7;
    private static final int BATCH = 3;
    private static final int INPUT = 5;
    private static final int HIDDEN = 33;

    /** Outputs and gradients with respect to the inputs, of a data type and an arithmetic. */
    @Override
    public double[] apply(String dataType, String arithmetic) {
        DataType type = DataType.valueOf(dataType);
        Recurrence recurrence =
                CellForms.recurrence(
                        CellShape.GRU,
                        CellOptions.of(new ActivationTanH()),
                        type,
                        Arithmetic.valueOf(arithmetic));
        int width = CellShape.GRU.gateCount() * HIDDEN;
        INDArray output = Nd4j.create(type, TIME, BATCH, HIDDEN);
        recurrence.forward(
                weights(type, width), waves(type, TIME, BATCH, INPUT), null, null, output, true);
        INDArray gradInput = Nd4j.create(type, TIME, BATCH, INPUT);
        recurrence.backward(
                waves(type, TIME, BATCH, HIDDEN), TIME, gradInput, weights(type, width), null);
        return Nd4j.concat(0, Nd4j.toFlattened(output), Nd4j.toFlattened(gradInput))
                .castTo(DataType.DOUBLE)
                .toDoubleVector();
    }

    private static Weights weights(DataType type, int width) {
        return new Weights(
                CellShape.GRU,
                waves(type, INPUT, width).dup('f'),
                waves(type, HIDDEN, width).muli(0.2).dup('f'),
                waves(type, 1, width),
                waves(type, 1, width),
                null);
    }

    /** Numbers between -0.5 and 0.5 that no library draws. */
    private static INDArray waves(DataType type, long... shape) {
        INDArray made = Nd4j.create(type, shape);
        for (long i = 0; i < made.length(); i++) {
            made.putScalar(i, (i * 37 % 101) / 101.0 - 0.5);
        }
        return made;
    }
}
