package gradflow.flow;

import gradflow.kernel.TimeStepGradients;
import gradflow.probe.Norms;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The norm of each time step's share of the gradient of all parameters of a layer, without the
 * share itself: ‖Σ_b x_b d_bᵀ‖² = Σ_{b,b'} (x_b·x_b')(d_b·d_b'). Of a few examples that is much
 * less work than a matrix of the parameters' size at every step.
 */
final class ShareNorms {
    private ShareNorms() {}

    /** By time step; the sum over the batch is divided by its size, as the gradient is a mean. */
    static double[] l2(TimeStepGradients g) {
        int steps = g.timeSteps();
        int batch = (int) g.hidden().size(1);
        double[] squares = new double[steps];
        Rows products = new Rows(g.inputProduct());
        addOuter(squares, new Rows(g.input()), products, 0, products.width);
        addSum(squares, new Rows(g.preActivation()));
        if (g.shape().hasRecurrentWeights()) {
            Rows recurrent = new Rows(g.recurrentProduct());
            Rows previous = new Rows(g.previousHidden());
            int candidate =
                    g.candidateOperand() == null
                            ? recurrent.width
                            : recurrent.width - recurrent.width / g.shape().gateCount();
            addOuter(squares, previous, recurrent, 0, candidate);
            if (g.candidateOperand() != null) {
                Rows operand = new Rows(g.candidateOperand());
                addOuter(squares, operand, recurrent, candidate, recurrent.width);
            }
        }
        if (g.shape().hasRecurrentBias()) {
            addSum(squares, new Rows(g.recurrentTerm()));
        }
        if (g.gain() != null) {
            double[] gains = Norms.values(g.gain());
            for (int i = 0; i < gains.length; i++) {
                squares[i / (gains.length / steps)] += gains[i] * gains[i];
            }
        }
        for (int t = 0; t < steps; t++) {
            // Rounding may leave less than 0 of a share that is 0.
            squares[t] = Math.sqrt(Math.max(0, squares[t])) / batch;
        }
        return squares;
    }

    private static void addOuter(double[] squares, Rows left, Rows right, int from, int to) {
        for (int t = 0; t < squares.length; t++) {
            for (int b = 0; b < left.batch; b++) {
                for (int c = 0; c <= b; c++) {
                    double product =
                            left.dot(t, b, c, 0, left.width) * right.dot(t, b, c, from, to);
                    squares[t] += b == c ? product : 2 * product;
                }
            }
        }
    }

    private static void addSum(double[] squares, Rows rows) {
        for (int t = 0; t < squares.length; t++) {
            for (int b = 0; b < rows.batch; b++) {
                for (int c = 0; c <= b; c++) {
                    double product = rows.dot(t, b, c, 0, rows.width);
                    squares[t] += b == c ? product : 2 * product;
                }
            }
        }
    }

    /** A copy of [T, B, N]. */
    private static final class Rows {
        private final double[] values;
        private final int batch;
        private final int width;

        Rows(INDArray array) {
            values = Norms.values(array);
            batch = (int) array.size(1);
            width = (int) array.size(2);
        }

        double dot(int t, int one, int other, int from, int to) {
            int first = (t * batch + one) * width;
            int second = (t * batch + other) * width;
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += values[first + i] * values[second + i];
            }
            return sum;
        }
    }
}
