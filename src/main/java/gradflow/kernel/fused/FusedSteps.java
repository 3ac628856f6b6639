package gradflow.kernel.fused;

import gradflow.kernel.RecurrentSteps;
import gradflow.kernel.Weights;
import gradflow.kernel.matrix.DenseFloats;
import gradflow.kernel.matrix.Engine;
import java.util.Arrays;

/** The steps of one cell, each a pass of a single step whose state goes into the next. */
public final class FusedSteps implements RecurrentSteps {
    private final FusedCell cell;
    private final Trace trace;
    private final ForwardPass forward;
    private final Shape shape;
    private final float[] input;

    /**
     * Takes the weights over; what becomes of them later changes nothing.
     *
     * @param batchSize B, examples that go side by side
     */
    public FusedSteps(FusedCell cell, Weights weights, int batchSize) {
        this.cell = cell;
        shape = new Shape(1, batchSize, weights.inputSize(), weights.hiddenSize());
        input = new float[Math.multiplyExact(batchSize, weights.inputSize())];
        // For so few rows OpenBLAS is slower than plain Java, whose matrices need no calls.
        trace = new Trace(cell.layout(), Engine.PLAIN);
        trace.begin(shape, DenseFloats.weights(weights), null, false);
        forward = new ForwardPass(cell.layout(), trace);
        forward.initialHidden(shape.units());
        forward.begin();
        trace.end();
    }

    @Override
    public void reset() {
        Arrays.fill(forward.hidden(), 0f);
        if (cell.layout().cell().hasCellState()) {
            Arrays.fill(trace.tape(0)[cell.layout().cellState()], 0f);
        }
    }

    @Override
    public void step(double[] x, double[] hidden) {
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) x[i];
        }
        trace.input().write(0, shape.batchSize(), input);
        trace.hidden().write(trace.hiddenAt(-1), shape.batchSize(), forward.hidden());
        if (cell.layout().cell().hasCellState()) {
            int place = cell.layout().cellState();
            System.arraycopy(trace.tape(0)[place], 0, trace.tape(-1)[place], 0, shape.units());
        }
        forward.step(cell, 0);
        float[] h = forward.hidden();
        for (int i = 0; i < shape.units(); i++) {
            hidden[i] = h[i];
        }
    }
}
