package gradflow.kernel.fast;

import gradflow.kernel.Weights;
import org.bytedeco.javacpp.Pointer;
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
    private final NativeFloats taken = new NativeFloats();
    private final FloatView cursor = new FloatView();
    private final BiasSums biases;
    private Shape shape;
    private int chunk;
    private int first;
    private Weights gradients;
    private long inputGradient;
    private long inputWeights;
    private long recurrentWeights;
    private long inputSums;
    private long recurrentSums;
    private boolean empty;
    private Products products;

    /** The products over a number of rows. */
    private record Products(int rows, Product input, Product recurrent, Product back) {
        Products(int rows, Shape shape) {
            this(
                    rows,
                    Product.ofTransposed(shape.hiddenSize(), shape.inputSize(), rows),
                    Product.ofTransposed(shape.hiddenSize(), shape.hiddenSize(), rows),
                    Product.of(rows, shape.inputSize(), shape.hiddenSize()));
        }
    }

    FusedSums(PassLayout layout, Trace trace) {
        this.layout = layout;
        this.trace = trace;
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
     */
    void begin(int firstStep, INDArray gradInput, Weights into) {
        shape = trace.shape();
        first = firstStep;
        gradients = into;
        chunk = Math.max(1, rows(shape.hiddenSize()) / shape.batchSize());
        products = new Products(chunk * shape.batchSize(), shape);
        empty = true;
        Weights weights = trace.weights();
        inputWeights = DenseFloats.address(weights.input(), 'f', "the input weights");
        inputSums = DenseFloats.address(into.input(), 'f', "the input weights' gradient");
        if (layout.cell().hasRecurrentWeights()) {
            recurrentWeights =
                    DenseFloats.address(weights.recurrent(), 'f', "the recurrent weights");
            recurrentSums =
                    DenseFloats.address(into.recurrent(), 'f', "the recurrent weights' gradient");
        }
        inputGradient = gradInput == null ? 0 : DenseFloats.address(gradInput, 'c', "gradInput");
        taken.reserve((long) layout.productGradients() * chunk * shape.units());
        biases.begin(shape);
    }

    /** Takes ∂L/∂(pre-activation) of one gate at step t; index G: ∂L/∂(h·U) of the last gate. */
    void take(int index, int t, float[] gradient) {
        takeProduct(index, t, gradient);
        takeBias(index, gradient);
    }

    /** Takes it for the weights only; in a normalised cell, index G + gate is ∂L/∂(h·U) of each. */
    void takeProduct(int index, int t, float[] gradient) {
        taken.write(slot(index, t), gradient, shape.units());
    }

    /** Takes it for the biases only. */
    void takeBias(int index, float[] gradient) {
        biases.add(index, gradient);
    }

    private long slot(int index, int t) {
        return (long) (index * chunk + t % chunk) * shape.units();
    }

    /** Address of ∂L/∂(x·W) of one gate at step t [B, H]. */
    long inputAt(int gate, int t) {
        return taken.at(slot(gate, t));
    }

    /** Address of ∂L/∂(h·U) of one gate at step t [B, H]. */
    long recurrentAt(int gate, int t) {
        int index = layout.normalized() ? layout.gates() + gate : recurrentBiasIndex(gate);
        return taken.at(slot(index, t));
    }

    private int recurrentBiasIndex(int gate) {
        boolean own = layout.cell().hasOwnRecurrentTerm() && gate == layout.gates() - 1;
        return own ? layout.gates() : gate;
    }

    /** Address of the transpose of U of one gate [H, H]. */
    long weightsAt(int gate) {
        return recurrentWeights + Float.BYTES * recurrentBlock(gate);
    }

    private long recurrentBlock(int gate) {
        return (long) gate * shape.hiddenSize() * shape.hiddenSize();
    }

    private long inputBlock(int gate) {
        return (long) gate * shape.hiddenSize() * shape.inputSize();
    }

    /** Called once every gate of step t was taken; steps come from the last to the first. */
    void stepDone(int t) {
        if (t % chunk != 0 && t != first) {
            return;
        }
        int end = Math.min((t / chunk + 1) * chunk, shape.timeSteps());
        int rows = (end - t) * shape.batchSize();
        if (rows != products.rows()) {
            products = new Products(rows, shape);
        }
        for (int gate = 0; gate < layout.gates(); gate++) {
            addWeights(gate, t);
            if (layout.cell().hasRecurrentWeights()) {
                addRecurrentWeights(gate, t);
            }
            if (inputGradient != 0) {
                addInput(gate, t);
            }
        }
        empty = false;
    }

    private void addWeights(int gate, int t) {
        long x = trace.input().at(shape.inputAt(t));
        long into = inputSums + Float.BYTES * inputBlock(gate);
        if (empty) {
            products.input().set(inputAt(gate, t), x, into);
        } else {
            products.input().add(inputAt(gate, t), x, into);
        }
    }

    private void addRecurrentWeights(int gate, int t) {
        boolean ownOperand = layout.cell().hasOwnCandidateOperand() && gate == layout.gates() - 1;
        long h =
                ownOperand
                        ? trace.operand().at(trace.operandAt(t))
                        : trace.hidden().at(trace.hiddenAt(t - 1));
        long into = recurrentSums + Float.BYTES * recurrentBlock(gate);
        if (empty) {
            products.recurrent().set(recurrentAt(gate, t), h, into);
        } else {
            products.recurrent().add(recurrentAt(gate, t), h, into);
        }
    }

    private void addInput(int gate, int t) {
        long weights = inputWeights + Float.BYTES * inputBlock(gate);
        long target = inputGradient + Float.BYTES * shape.inputAt(t);
        if (gate == 0) {
            products.back().set(inputAt(gate, t), weights, target);
        } else {
            products.back().add(inputAt(gate, t), weights, target);
        }
    }

    /**
     * Writes the gradients of biases and gains, and zeros for the inputs of the steps that were cut
     * off.
     */
    void end(NormalizedGradients normalized) {
        if (inputGradient != 0 && first > 0) {
            Pointer.memset(cursor.aim(inputGradient), 0, Float.BYTES * shape.inputAt(first));
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
