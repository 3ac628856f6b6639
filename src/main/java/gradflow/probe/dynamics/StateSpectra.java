package gradflow.probe.dynamics;

import gradflow.stats.JacobianProduct;
import gradflow.stats.Lyapunov;
import java.util.ArrayList;
import java.util.List;

/** Singular values of the way back from the last step, and Lyapunov exponents of the way there. */
final class StateSpectra {
    private static final int SHORT = 8;
    private static final int LONG = 32;

    private StateSpectra() {}

    /**
     * The rows of one moment.
     *
     * @param jacobians of some sequences, [sequences][T][S][S]
     */
    static List<SpectrumRow> rows(String runId, int iteration, List<double[][][]> jacobians) {
        int steps = jacobians.get(0).length;
        int size = jacobians.get(0)[0].length;
        double[] exponents = new double[size];
        double[][] logarithms = new double[steps][];
        for (double[][][] sequence : jacobians) {
            if (!isFinite(sequence)) {
                return List.of();
            }
            add(exponents, Lyapunov.exponents(sequence, 0), jacobians.size());
            JacobianProduct product = new JacobianProduct(size);
            for (int lag = 1; lag < steps; lag++) {
                product.multiply(sequence[steps - lag]);
                if (lag == 1 || lag == SHORT || lag == LONG || lag == steps - 1) {
                    double[] values = product.singularValues(0, size);
                    for (int i = 0; i < size; i++) {
                        values[i] = StrictMath.log(values[i]);
                    }
                    logarithms[lag] = logarithms[lag] == null ? new double[size] : logarithms[lag];
                    add(logarithms[lag], values, jacobians.size());
                }
            }
        }
        List<SpectrumRow> rows = new ArrayList<>();
        for (int rank : ranks(size)) {
            rows.add(
                    new SpectrumRow(
                            runId,
                            iteration,
                            rank,
                            finite(exponents[rank - 1]),
                            singular(logarithms, 1, rank),
                            singular(logarithms, SHORT, rank),
                            singular(logarithms, LONG, rank),
                            steps == 1 ? null : singular(logarithms, steps - 1, rank)));
        }
        return rows;
    }

    private static void add(double[] sums, double[] values, int count) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i] / count;
        }
    }

    /** Powers of two, and the last. */
    private static List<Integer> ranks(int size) {
        List<Integer> ranks = new ArrayList<>();
        for (int rank = 1; rank < size; rank *= 2) {
            ranks.add(rank);
        }
        ranks.add(size);
        return ranks;
    }

    private static Double singular(double[][] logarithms, int lag, int rank) {
        return lag < logarithms.length && logarithms[lag] != null
                ? finite(StrictMath.exp(logarithms[lag][rank - 1]))
                : null;
    }

    private static Double finite(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }

    private static boolean isFinite(double[][][] jacobians) {
        for (double[][] step : jacobians) {
            for (double[] row : step) {
                for (double value : row) {
                    if (!Double.isFinite(value)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }
}
