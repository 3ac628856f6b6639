package gradflow.network;

import gradflow.kernel.CellShape;
import gradflow.model.GateBias;
import gradflow.model.Initialization;
import gradflow.model.RandomStream;
import gradflow.model.RecurrentStack;
import gradflow.stats.Orthogonal;
import gradflow.stats.SpectralRadius;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gives a recurrent layer the weights and biases to start from where they are not what
 * Deeplearning4j draws. Works on every layer with W, RW and b in blocks of H columns.
 */
final class Start {
    private static final String RECURRENT_WEIGHTS = "RW";
    private static final String BIAS = "b";

    /** What the parameters of a Bidirectional's directions begin with. */
    private static final List<String> DIRECTIONS = List.of("f", "b");

    /** Weights into a unit that are not zero, as Sutskever et al. 2013 have it. */
    private static final int FAN_IN = 15;

    private final RecurrentStack stack;
    private final Random random;

    Start(RecurrentStack stack, long seed) {
        this.stack = stack;
        random = RandomStream.START.of(seed);
    }

    /** Overwrites the layer's parameters in place, the forward direction's first if it has two. */
    void apply(Layer layer) {
        for (String direction : stack.bidirectional() ? DIRECTIONS : List.of("")) {
            if (stack.cell().shape().hasRecurrentWeights()) {
                setRecurrentWeights(layer.getParam(direction + RECURRENT_WEIGHTS));
            }
            if (!stack.gateBias().equals(GateBias.DEFAULT)) {
                setGates(layer.getParam(direction + BIAS));
            }
        }
    }

    private void setRecurrentWeights(INDArray weights) {
        if (stack.initialization() != Initialization.XAVIER) {
            weights.assign(blocks().castTo(weights.dataType()));
        }
        if (stack.recurrentGain() != 1) {
            weights.muli(stack.recurrentGain());
        }
    }

    /** One H×H matrix per gate, side by side. */
    private INDArray blocks() {
        int size = stack.hiddenSize();
        int gates = stack.cell().gates().size();
        double[][] matrix = new double[size][gates * size];
        for (int gate = 0; gate < gates; gate++) {
            double[][] block = block(size);
            for (int row = 0; row < size; row++) {
                System.arraycopy(block[row], 0, matrix[row], gate * size, size);
            }
        }
        return Nd4j.createFromArray(matrix);
    }

    private double[][] block(int size) {
        return switch (stack.initialization()) {
            case IDENTITY -> identity(size);
            case ORTHOGONAL -> Orthogonal.of(normal(size, 1));
            case NORMAL -> normal(size, stack.initialization().scale());
            case SPARSE -> sparse(size, stack.initialization().scale());
            case XAVIER -> throw new IllegalStateException("Deeplearning4j draws these");
        };
    }

    private static double[][] identity(int size) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            matrix[i][i] = 1;
        }
        return matrix;
    }

    private double[][] normal(int size, double deviation) {
        double[][] matrix = new double[size][size];
        for (double[] row : matrix) {
            for (int i = 0; i < size; i++) {
                row[i] = deviation * random.nextGaussian();
            }
        }
        return matrix;
    }

    /** A column holds the weights into a unit. */
    private double[][] sparse(int size, double radius) {
        double[][] matrix = new double[size][size];
        for (int unit = 0; unit < size; unit++) {
            int[] sources = random.ints(0, size).distinct().limit(Math.min(FAN_IN, size)).toArray();
            for (int source : sources) {
                matrix[source][unit] = random.nextGaussian();
            }
        }
        double drawn = SpectralRadius.of(matrix);
        for (double[] row : matrix) {
            for (int i = 0; i < size; i++) {
                row[i] *= radius / drawn;
            }
        }
        return matrix;
    }

    private void setGates(INDArray bias) {
        int size = stack.hiddenSize();
        CellShape cell = stack.cell().shape();
        CellShape.Keep gate = cell.keep().orElseThrow();
        int keep = cell.indexOf(gate.gate()) * size;
        for (int unit = 0; unit < size; unit++) {
            double value =
                    stack.gateBias().isChrono()
                            ? StrictMath.log(1 + random.nextDouble() * (stack.sequenceLength() - 2))
                            : stack.gateBias().number().orElseThrow();
            bias.putScalar(keep + unit, gate.complement() ? -value : value);
            if (stack.gateBias().isChrono() && cell.writeGate().isPresent()) {
                int write = cell.indexOf(cell.writeGate().get()) * size;
                bias.putScalar(write + unit, -value);
            }
        }
    }
}
