package gradflow.kernel.fused;

import gradflow.kernel.Weights;
import gradflow.kernel.matrix.DenseFloats;
import gradflow.kernel.matrix.FloatMatrix;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums the gradients of weights and biases and computes ∂L/∂x, a few steps at a time: enough rows
 * for an efficient product, few enough to find them still in the cache. (One product over all steps
 * runs at 57–77 GFLOP/s where these run at 100.) The gates' gradients stand side by side, so that
 * rows are long where H is small.
 */
final class FusedSums {
    /** Least rows of a product; more where sums are too large to be fetched that often. */
    private static final int ROWS = 128;

    private final PassLayout layout;
    private final Trace trace;
    private final Taken taken;
    private final FloatMatrix inputWeights;
    private final FloatMatrix recurrentWeights;
    private final FloatMatrix inputSums;
    private final FloatMatrix sharedSums;
    private final FloatMatrix ownSums;
    private final FloatMatrix inputGradient;
    private final BiasSums biases;
    private Shape shape;
    private int chunk;
    private int first;
    private Weights gradients;
    private boolean empty;
    private boolean inputGradientIsWanted;
    private SumProducts whole;
    private SumProducts rest;

    FusedSums(PassLayout layout, Trace trace) {
        this.layout = layout;
        this.trace = trace;
        taken = new Taken(layout, trace.engine());
        inputWeights = trace.engine().matrix();
        recurrentWeights = trace.engine().matrix();
        inputSums = trace.engine().matrix();
        sharedSums = trace.engine().matrix();
        ownSums = trace.engine().matrix();
        inputGradient = trace.engine().matrix();
        biases = new BiasSums(layout.gates() + 1);
    }

    /**
     * Starts at zero.
     *
     * @param gradInput receives ∂L/∂x, or null
     * @param into receives the gradients of the parameters; null if nobody needs them
     */
    void begin(int firstStep, INDArray gradInput, Weights into) {
        shape = trace.shape();
        first = firstStep;
        gradients = into;
        chunk = Math.max(1, Math.max(ROWS, shape.hiddenSize()) / shape.batchSize());
        whole = fitting(whole, chunk * shape.batchSize());
        empty = true;
        inputGradientIsWanted = gradInput != null;
        borrowWeights(trace.weights());
        if (inputGradientIsWanted) {
            long target = DenseFloats.address(gradInput, 'c', "gradInput");
            inputGradient.writeTo(target, shape.rowAt(shape.timeSteps()), shape.inputSize());
        }
        int hidden = shape.hiddenSize();
        inputSums.reserve(shape.inputSize(), layout.gates() * hidden);
        sharedSums.reserve(hidden, layout.sharedGates() * hidden);
        ownSums.reserve(hidden, hidden);
        taken.begin(shape, chunk);
        biases.begin(shape);
    }

    /** The products of so many rows: those that are there if they are of this pass's sizes. */
    private SumProducts fitting(SumProducts there, int rows) {
        return there != null && there.isOf(rows, shape)
                ? there
                : new SumProducts(rows, layout, shape, trace.engine());
    }

    /** Matrices of Deeplearning4j's are column-major: these are their transposes. */
    private void borrowWeights(Weights weights) {
        long rows = (long) layout.gates() * shape.hiddenSize();
        if (inputGradientIsWanted) {
            long from = DenseFloats.address(weights.input(), 'f', "the input weights");
            inputWeights.borrowRight(from, rows, shape.inputSize(), chunk * shape.batchSize());
        }
        if (layout.cell().hasRecurrentWeights()) {
            long from = DenseFloats.address(weights.recurrent(), 'f', "the recurrent weights");
            recurrentWeights.borrowRight(from, rows, shape.hiddenSize(), shape.batchSize());
        }
    }

    /** Takes ∂L/∂(pre-activation) of one gate at step t; index G: ∂L/∂(h·U) of the last gate. */
    void take(int index, int t, float[] gradient) {
        taken.gate(index, t, gradient);
        takeBias(index, gradient);
    }

    /** Takes it for the weights only; in a normalised cell, index G + gate is ∂L/∂(h·U) of each. */
    void takeProduct(int index, int t, float[] gradient) {
        taken.product(index, t, gradient);
    }

    /** Takes it for the biases only. */
    void takeBias(int index, float[] gradient) {
        biases.add(index, gradient);
    }

    /** Called once every gate of step t was taken, before anything is computed from them. */
    void allTaken(int t) {
        taken.put(t);
    }

    /**
     * target += what reaches h_{t−1} [B, H] through U, other than through the last gate's operand.
     */
    void addThroughRecurrent(int t, FloatMatrix target, long row) {
        long from = taken.row(t);
        whole.sharedStep().add(taken.shared(), from, recurrentWeights, 0, target, row);
        if (layout.cell().hasOwnRecurrentTerm()) {
            addOwn(t, target, row);
        }
    }

    /** target += what reaches the last gate's operand [B, H] through U. */
    void addOwn(int t, FloatMatrix target, long row) {
        long weights = (long) layout.sharedGates() * shape.hiddenSize();
        whole.ownStep().add(taken.own(), taken.row(t), recurrentWeights, weights, target, row);
    }

    /** Called after {@link #allTaken}; steps come from the last to the first. */
    void stepDone(int t) {
        if (gradients == null || (t % chunk != 0 && t != first)) {
            return;
        }
        int end = Math.min((t / chunk + 1) * chunk, shape.timeSteps());
        int rows = (end - t) * shape.batchSize();
        SumProducts products = whole;
        if (rows != whole.rows()) {
            // The last steps come first, and are fewer.
            rest = fitting(rest, rows);
            products = rest;
        }
        if (empty) {
            inputSums.zero(0, shape.inputSize());
            sharedSums.zero(0, shape.hiddenSize());
            ownSums.zero(0, shape.hiddenSize());
            empty = false;
        }
        long at = taken.row(t);
        long x = shape.rowAt(t);
        products.input().add(trace.input(), x, taken.input(), at, inputSums, 0);
        if (layout.sharedGates() > 0) {
            long h = trace.hiddenAt(t - 1);
            products.shared().add(trace.hidden(), h, taken.shared(), at, sharedSums, 0);
        }
        if (layout.hasOwnProduct()) {
            boolean operand = layout.cell().hasOwnCandidateOperand();
            FloatMatrix from = operand ? trace.operand() : trace.hidden();
            long row = operand ? trace.operandAt(t) : trace.hiddenAt(t - 1);
            products.own().add(from, row, taken.own(), at, ownSums, 0);
        }
        if (inputGradientIsWanted) {
            products.back().set(taken.input(), at, inputWeights, 0, inputGradient, x);
        }
    }

    /**
     * Writes the gradients of all parameters, and zeros for the inputs of the steps that were cut
     * off.
     */
    void end(NormalizedGradients normalized) {
        if (inputGradientIsWanted) {
            inputGradient.zero(0, shape.rowAt(first));
            inputGradient.deliver();
        }
        inputSums.putTransposed(
                shape.inputSize(),
                DenseFloats.address(gradients.input(), 'f', "the input weights' gradient"));
        if (layout.cell().hasRecurrentWeights()) {
            int hidden = shape.hiddenSize();
            INDArray into = gradients.recurrent();
            long target = DenseFloats.address(into, 'f', "the recurrent weights' gradient");
            sharedSums.putTransposed(hidden, target);
            if (layout.hasOwnProduct()) {
                long before = (long) layout.sharedGates() * hidden * hidden;
                ownSums.putTransposed(hidden, target + Float.BYTES * before);
            }
        }
        for (int gate = 0; gate < layout.gates(); gate++) {
            biases.write(gate, gradients.bias(), gate);
            if (layout.cell().hasRecurrentBias()) {
                boolean own = layout.cell().hasOwnRecurrentTerm() && gate == layout.gates() - 1;
                biases.write(own ? layout.gates() : gate, gradients.recurrentBias(), gate);
            }
        }
        if (normalized != null) {
            normalized.end(gradients);
        }
        gradients = null;
    }
}
