package gradflow.probe;

import gradflow.kernel.TimeStep;
import gradflow.kernel.TimeStepGradients;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One time step's share of the gradient of a layer's parameters, summed over the batch, in plain
 * Java: an element is a chain of fused multiply-adds in the order of the examples. What the
 * gradients themselves offer is a matrix product of ND4J.
 */
final class StepShares {
    private static final double[] NONE = {};
    private final TimeStepGradients gradients;
    private final int timeStep;

    StepShares(TimeStepGradients gradients, int timeStep) {
        this.gradients = gradients;
        this.timeStep = timeStep;
    }

    /** Of W [I·G·H], row by row. */
    double[] inputWeights() {
        double[] x = step(gradients.input());
        double[] d = step(gradients.inputProduct());
        return product(x, d, 0, columns(gradients.inputProduct()));
    }

    /** Of RW [H·G·H], row by row; empty where the cell has none. */
    double[] recurrentWeights() {
        if (!gradients.shape().hasRecurrentWeights()) {
            return NONE;
        }
        double[] d = step(gradients.recurrentProduct());
        int columns = columns(gradients.recurrentProduct());
        double[] share = product(step(gradients.previousHidden()), d, 0, columns);
        if (gradients.candidateOperand() != null) {
            int hidden = columns / gradients.shape().gateCount();
            int from = columns - hidden;
            double[] last = product(step(gradients.candidateOperand()), d, from, columns);
            for (int i = 0; i < hidden; i++) {
                System.arraycopy(last, i * hidden, share, i * columns + from, hidden);
            }
        }
        return share;
    }

    /** Of b [G·H]. */
    double[] bias() {
        return sum(gradients.preActivation());
    }

    /** Of Rb [G·H]; empty where the cell has none. */
    double[] recurrentBias() {
        return gradients.shape().hasRecurrentBias() ? sum(gradients.recurrentTerm()) : NONE;
    }

    /** Of the gains; empty without layer normalisation. */
    double[] gains() {
        return gradients.gain() == null ? NONE : step(gradients.gain());
    }

    private double[] step(INDArray sequence) {
        return Norms.values(TimeStep.of(sequence, timeStep));
    }

    private static int columns(INDArray sequence) {
        return (int) sequence.size(2);
    }

    private int batch() {
        return (int) gradients.hidden().size(1);
    }

    /** xᵀ·d for the columns {@code from} … {@code to} − 1 of d, whose rows have {@code to}. */
    private double[] product(double[] x, double[] d, int from, int to) {
        int rows = x.length / batch();
        int width = to - from;
        double[] product = new double[rows * width];
        double[] sums = new double[width];
        double[] factors = new double[width];
        for (int i = 0; i < rows; i++) {
            java.util.Arrays.fill(sums, 0);
            for (int b = 0; b < batch(); b++) {
                System.arraycopy(d, b * to + from, factors, 0, width);
                add(x[b * rows + i], factors, sums);
            }
            System.arraycopy(sums, 0, product, i * width, width);
        }
        return product;
    }

    private static void add(double factor, double[] from, double[] into) {
        for (int j = 0; j < into.length; j++) {
            into[j] = Math.fma(factor, from[j], into[j]);
        }
    }

    private double[] sum(INDArray sequence) {
        double[] rows = step(sequence);
        double[] sum = new double[columns(sequence)];
        for (int i = 0; i < rows.length; i++) {
            sum[i % sum.length] += rows[i];
        }
        return sum;
    }
}
