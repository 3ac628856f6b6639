package gradflow.kernel.fused;

import gradflow.kernel.Weights;
import gradflow.kernel.matrix.DenseFloats;
import gradflow.kernel.matrix.Engine;
import gradflow.kernel.matrix.FloatMatrix;
import gradflow.kernel.matrix.Product;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums the gradients of weights and biases and computes ∂L/∂x, a few steps at a time: enough rows
 * for an efficient product, few enough to find them still in the cache. (One product over all steps
 * runs at 57–77 GFLOP/s where these run at 100.)
 */
final class FusedSums {
    /** Least rows of a product; more where sums are too large to be fetched that often. */
    private static final int ROWS = 128;

    private final PassLayout layout;
    private final Trace trace;
    private final FloatMatrix taken;
    private final FloatMatrix inputWeights;
    private final FloatMatrix recurrentWeights;
    private final FloatMatrix inputSums;
    private final FloatMatrix recurrentSums;
    private final FloatMatrix inputGradient;
    private final BiasSums biases;
    private Shape shape;
    private int chunk;
    private int first;
    private Weights gradients;
    private boolean empty;
    private boolean inputGradientIsWanted;
    private Products products;

    /** The products over a number of rows. */
    private record Products(int rows, Product input, Product recurrent, Product back) {
        Products(int rows, Shape shape, Engine engine) {
            this(
                    rows,
                    engine.productOfTransposed(shape.hiddenSize(), shape.inputSize(), rows),
                    engine.productOfTransposed(shape.hiddenSize(), shape.hiddenSize(), rows),
                    engine.product(rows, shape.inputSize(), shape.hiddenSize()));
        }
    }

    FusedSums(PassLayout layout, Trace trace) {
        this.layout = layout;
        this.trace = trace;
        taken = trace.engine().matrix();
        inputWeights = trace.engine().matrix();
        recurrentWeights = trace.engine().matrix();
        inputSums = trace.engine().matrix();
        recurrentSums = trace.engine().matrix();
        inputGradient = trace.engine().matrix();
        biases = new BiasSums(layout.gates() + 1);
    }

    /** About how many rows a product over several steps has. */
    static int rows(int hiddenSize) {
        return Math.max(ROWS, hiddenSize);
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
        chunk = Math.max(1, rows(shape.hiddenSize()) / shape.batchSize());
        products = new Products(chunk * shape.batchSize(), shape, trace.engine());
        empty = true;
        inputGradientIsWanted = gradInput != null;
        takeMatrices(trace.weights(), into);
        if (inputGradientIsWanted) {
            long target = DenseFloats.address(gradInput, 'c', "gradInput");
            inputGradient.writeTo(target, shape.rowAt(shape.timeSteps()), shape.inputSize());
        }
        long rows = (long) layout.productGradients() * chunk * shape.batchSize();
        taken.reserve(rows, shape.hiddenSize());
        biases.begin(shape);
    }

    /** Matrices of Deeplearning4j's are column-major: these are their transposes. */
    private void takeMatrices(Weights weights, Weights into) {
        long rows = (long) layout.gates() * shape.hiddenSize();
        int inputs = shape.inputSize();
        if (inputGradientIsWanted) {
            long from = DenseFloats.address(weights.input(), 'f', "the input weights");
            inputWeights.borrow(from, rows, inputs);
        }
        int hidden = shape.hiddenSize();
        if (layout.cell().hasRecurrentWeights()) {
            long from = DenseFloats.address(weights.recurrent(), 'f', "the recurrent weights");
            recurrentWeights.borrow(from, rows, hidden);
        }
        if (into == null) {
            return;
        }
        long target = DenseFloats.address(into.input(), 'f', "the input weights' gradient");
        inputSums.writeTo(target, rows, inputs);
        if (layout.cell().hasRecurrentWeights()) {
            target = DenseFloats.address(into.recurrent(), 'f', "the recurrent weights' gradient");
            recurrentSums.writeTo(target, rows, hidden);
        }
    }

    /** Takes ∂L/∂(pre-activation) of one gate at step t; index G: ∂L/∂(h·U) of the last gate. */
    void take(int index, int t, float[] gradient) {
        takeProduct(index, t, gradient);
        takeBias(index, gradient);
    }

    /** Takes it for the weights only; in a normalised cell, index G + gate is ∂L/∂(h·U) of each. */
    void takeProduct(int index, int t, float[] gradient) {
        taken.write(slot(index, t), shape.batchSize(), gradient);
    }

    /** Takes it for the biases only. */
    void takeBias(int index, float[] gradient) {
        biases.add(index, gradient);
    }

    private long slot(int index, int t) {
        return shape.rowAt(index * chunk + t % chunk);
    }

    /** What was taken and is not summed yet. */
    FloatMatrix taken() {
        return taken;
    }

    /** The first row in {@link #taken} of ∂L/∂(h·U) of one gate at step t [B, H]. */
    long recurrentAt(int gate, int t) {
        int index = layout.normalized() ? layout.gates() + gate : recurrentBiasIndex(gate);
        return slot(index, t);
    }

    private int recurrentBiasIndex(int gate) {
        boolean own = layout.cell().hasOwnRecurrentTerm() && gate == layout.gates() - 1;
        return own ? layout.gates() : gate;
    }

    /** The transposes of U, gate by gate [G·H, H]. */
    FloatMatrix recurrentWeights() {
        return recurrentWeights;
    }

    /** The first row of one gate's transpose, of U as of W and of their gradients. */
    long weightsAt(int gate) {
        return (long) gate * shape.hiddenSize();
    }

    /** Called once every gate of step t was taken; steps come from the last to the first. */
    void stepDone(int t) {
        if (gradients == null || (t % chunk != 0 && t != first)) {
            return;
        }
        int end = Math.min((t / chunk + 1) * chunk, shape.timeSteps());
        int rows = (end - t) * shape.batchSize();
        if (rows != products.rows()) {
            products = new Products(rows, shape, trace.engine());
        }
        for (int gate = 0; gate < layout.gates(); gate++) {
            addWeights(gate, t);
            if (layout.cell().hasRecurrentWeights()) {
                addRecurrentWeights(gate, t);
            }
            if (inputGradientIsWanted) {
                addInput(gate, t);
            }
        }
        empty = false;
    }

    private void addWeights(int gate, int t) {
        long x = shape.rowAt(t);
        long into = weightsAt(gate);
        if (empty) {
            products.input().set(taken, slot(gate, t), trace.input(), x, inputSums, into);
        } else {
            products.input().add(taken, slot(gate, t), trace.input(), x, inputSums, into);
        }
    }

    private void addRecurrentWeights(int gate, int t) {
        boolean ownOperand = layout.cell().hasOwnCandidateOperand() && gate == layout.gates() - 1;
        FloatMatrix operand = ownOperand ? trace.operand() : trace.hidden();
        long row = ownOperand ? trace.operandAt(t) : trace.hiddenAt(t - 1);
        long from = recurrentAt(gate, t);
        long into = weightsAt(gate);
        if (empty) {
            products.recurrent().set(taken, from, operand, row, recurrentSums, into);
        } else {
            products.recurrent().add(taken, from, operand, row, recurrentSums, into);
        }
    }

    private void addInput(int gate, int t) {
        long from = slot(gate, t);
        long weights = weightsAt(gate);
        long target = shape.rowAt(t);
        if (gate == 0) {
            products.back().set(taken, from, inputWeights, weights, inputGradient, target);
        } else {
            products.back().add(taken, from, inputWeights, weights, inputGradient, target);
        }
    }

    /**
     * Writes the gradients of biases and gains, and zeros for the inputs of the steps that were cut
     * off.
     */
    void end(NormalizedGradients normalized) {
        if (inputGradientIsWanted) {
            inputGradient.zero(0, shape.rowAt(first));
            inputGradient.deliver();
        }
        inputSums.deliver();
        if (layout.cell().hasRecurrentWeights()) {
            recurrentSums.deliver();
        }
        for (int gate = 0; gate < layout.gates(); gate++) {
            biases.write(gate, gradients.bias(), gate);
            if (layout.cell().hasRecurrentBias()) {
                biases.write(recurrentBiasIndex(gate), gradients.recurrentBias(), gate);
            }
        }
        if (normalized != null) {
            normalized.end(gradients);
        }
        gradients = null;
    }
}
