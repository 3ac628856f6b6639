package gradflow.kernel.fused;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.PassShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.State;
import gradflow.kernel.TimeStepGradients;
import gradflow.kernel.TimeStepNorms;
import gradflow.kernel.Weights;
import gradflow.kernel.matrix.DenseFloats;
import gradflow.kernel.matrix.Engine;
import gradflow.kernel.matrix.FloatView;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loop over time in its fused form. Its memory grows to the largest pass it was asked for and
 * is kept, so that an iteration allocates next to nothing; it is freed with the instance.
 */
public final class FusedRecurrence implements Recurrence {
    private final FusedCell cell;
    private final Arithmetic arithmetic;
    private final Trace trace;
    private final ForwardPass forward;
    private final BackwardPass backward;
    private final FloatView cursor = new FloatView();
    private Consumer<TimeStepNorms> normObserver;
    private boolean kept;

    /** The loop over one cell. */
    public FusedRecurrence(FusedCell cell, Arithmetic arithmetic) {
        this.cell = cell;
        this.arithmetic = arithmetic.available();
        trace = new Trace(cell.layout(), Engine.of(this.arithmetic));
        forward = new ForwardPass(cell.layout(), trace);
        backward = new BackwardPass(cell.layout(), trace);
    }

    @Override
    public void requireMemory(long batchSize, long timeSteps, long inputSize, long hiddenSize) {
        cell.layout().requireMemory(arithmetic, batchSize, timeSteps, inputSize, hiddenSize);
    }

    @Override
    public void pass(
            Weights weights,
            INDArray x,
            State initial,
            INDArray mask,
            INDArray output,
            boolean keep) {
        clear();
        try {
            run(weights, x, initial, mask, output, keep);
        } finally {
            // The native memory lives as long as this object does.
            Reference.reachabilityFence(this);
        }
    }

    private void run(
            Weights weights,
            INDArray x,
            State initial,
            INDArray mask,
            INDArray output,
            boolean keep) {
        PassShape sizes = PassShape.of(weights, x);
        sizes.requireState(initial, cell.layout().cell().hasCellState());
        sizes.requireMask(mask);
        sizes.requireOutputs("output", output);
        DenseFloats.requireFloat(x, "x");
        long target = DenseFloats.address(output, 'c', "output");
        requireMemory(x.size(1), x.size(0), x.size(2), weights.hiddenSize());
        Shape shape =
                new Shape(
                        (int) x.size(0),
                        (int) x.size(1),
                        weights.inputSize(),
                        weights.hiddenSize());
        float[] masks = mask == null ? null : mask.dup('c').data().asFloat();
        trace.begin(shape, DenseFloats.weights(weights), masks, keep);
        trace.input().take(x);
        takeInitial(initial, shape);
        forward.begin();
        for (int t = 0; t < shape.timeSteps(); t++) {
            forward.step(cell, t);
            cursor.aim(target + (long) Float.BYTES * shape.units() * t)
                    .put(forward.hidden(), 0, shape.units());
        }
        kept = keep;
        if (!keep) {
            trace.end();
        }
    }

    private void takeInitial(State initial, Shape shape) {
        fill(
                forward.initialHidden(shape.units()),
                initial == null ? null : initial.hidden(),
                shape);
        if (cell.layout().cell().hasCellState()) {
            float[] cellState = trace.tape(-1)[cell.layout().cellState()];
            fill(cellState, initial == null ? null : initial.cell(), shape);
        }
    }

    private static void fill(float[] into, INDArray values, Shape shape) {
        if (values == null) {
            Arrays.fill(into, 0, shape.units(), 0f);
        } else {
            System.arraycopy(values.dup('c').data().asFloat(), 0, into, 0, shape.units());
        }
    }

    @Override
    public State last() {
        Shape shape = trace.shape();
        if (shape == null) {
            throw new IllegalStateException("no forward pass was made");
        }
        float[] cellState =
                cell.layout().cell().hasCellState()
                        ? trace.tape(shape.timeSteps() - 1)[cell.layout().cellState()]
                        : null;
        return new State(
                array(forward.hidden(), shape), cellState == null ? null : array(cellState, shape));
    }

    private INDArray array(float[] values, Shape shape) {
        INDArray array =
                Nd4j.createUninitializedDetached(
                        DataType.FLOAT, 'c', shape.batchSize(), shape.hiddenSize());
        cursor.aim(DenseFloats.address(array)).put(values, 0, shape.units());
        return array;
    }

    @Override
    public void backward(
            INDArray gradOutput,
            int steps,
            INDArray gradInput,
            Weights gradients,
            Consumer<TimeStepGradients> observer) {
        if (!kept) {
            throw new IllegalStateException("no forward pass was kept for the way back");
        }
        Shape shape = trace.shape();
        shape.sizes().requireOutputs("gradOutput", gradOutput);
        shape.sizes().requireInputs("gradInput", gradInput);
        kept = false;
        try {
            TimeStepGradients observed =
                    runBack(gradOutput, steps, gradInput, gradients, observer != null);
            if (observer != null) {
                observer.accept(observed);
            }
            if (normObserver != null) {
                normObserver.accept(backward.norms());
            }
        } finally {
            trace.end();
            Reference.reachabilityFence(this);
        }
    }

    private TimeStepGradients runBack(
            INDArray gradOutput,
            int steps,
            INDArray gradInput,
            Weights gradients,
            boolean observe) {
        DenseFloats.requireFloat(gradOutput, "gradOutput");
        int last = trace.shape().timeSteps() - 1;
        int first = Math.max(0, last + 1 - steps);
        backward.begin(gradOutput, first, gradInput, gradients, observe);
        for (int t = last; t >= first; t--) {
            backward.step(cell, t, t == first);
        }
        return backward.end();
    }

    @Override
    public State pullBack(State gradient) {
        if (!kept) {
            throw new IllegalStateException("no forward pass was kept for the way back");
        }
        Shape shape = trace.shape();
        boolean hasCellState = cell.layout().cell().hasCellState();
        shape.sizes().requireState(gradient, hasCellState);
        kept = false;
        try {
            float[] lastHidden = new float[shape.units()];
            float[] lastCell = new float[shape.units()];
            fill(lastHidden, gradient.hidden(), shape);
            fill(lastCell, gradient.cell(), shape);
            backward.beginFrom(lastHidden, lastCell);
            for (int t = shape.timeSteps() - 1; t >= 0; t--) {
                backward.step(cell, t, t == 0);
            }
            return new State(
                    array(backward.initialHiddenGradient(), shape),
                    hasCellState ? array(backward.cellGradient(), shape) : null);
        } finally {
            trace.end();
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void observeNorms(Consumer<TimeStepNorms> observer) {
        normObserver = observer;
        backward.measureNorms(observer != null);
    }

    @Override
    public boolean isKept() {
        return kept;
    }

    @Override
    public void clear() {
        kept = false;
        trace.end();
    }
}
