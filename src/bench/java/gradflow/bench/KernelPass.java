package gradflow.bench;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.Weights;
import gradflow.kernel.cells.CellForms;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A recurrence alone with random parameters and data, forward and back. */
public final class KernelPass implements Runnable {
    private final CellShape cell;
    private final DataType type;
    private final int hidden;
    private final Recurrence recurrence;
    private final Weights weights;
    private final Weights gradients;
    private final INDArray x;
    private final INDArray output;
    private final INDArray gradOutput;
    private final INDArray gradInput;

    /** Makes parameters and data. */
    public KernelPass(
            CellShape cell,
            Arithmetic arithmetic,
            DataType type,
            int batch,
            int time,
            int input,
            int hidden) {
        this.cell = cell;
        this.type = type;
        this.hidden = hidden;
        IActivation activation =
                cell.hasLinearCandidate() ? new ActivationIdentity() : new ActivationTanH();
        recurrence = CellForms.recurrence(cell, CellOptions.of(activation), type, arithmetic);
        weights = weights(input);
        gradients = weights(input);
        x = Nd4j.randn(type, time, batch, input);
        output = Nd4j.zeros(type, time, batch, hidden);
        gradOutput = Nd4j.randn(type, time, batch, hidden);
        gradInput = Nd4j.zeros(type, time, batch, input);
    }

    private Weights weights(int input) {
        long columns = (long) cell.gateCount() * hidden;
        return new Weights(
                cell,
                Nd4j.randn(type, input, columns).muli(0.1).dup('f'),
                cell.hasRecurrentWeights()
                        ? Nd4j.randn(type, hidden, columns)
                                .muli(0.5 / Math.sqrt(hidden))
                                .dup('f')
                        : null,
                Nd4j.zeros(type, columns),
                cell.hasRecurrentBias() ? Nd4j.zeros(type, columns) : null,
                null);
    }

    /** One forward pass that is kept. */
    public void forward() {
        recurrence.pass(weights, x, null, null, output, true);
    }

    /** One backward pass through it, with the gradient of the input. */
    public void backward() {
        recurrence.backward(gradOutput, (int) x.size(0), gradInput, gradients, null);
    }

    @Override
    public void run() {
        forward();
        backward();
    }
}
