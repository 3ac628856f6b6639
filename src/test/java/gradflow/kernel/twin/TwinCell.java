package gradflow.kernel.twin;

/** One step of one example. */
public interface TwinCell {
    /** G. */
    int gates();

    /** Whether the state has a c. */
    boolean hasCellState();

    /**
     * What a step leaves.
     *
     * @param h h_t
     * @param c c_t, or zeros
     * @param gates the gates' values [G·H]
     * @param operand what multiplied the last gate's columns of U
     * @param product h_{t−1}·U + c [G·H]
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Step(double[] h, double[] c, double[] gates, double[] operand, double[] product) {}

    /**
     * The gradients of a step.
     *
     * @param input of x·W + b [G·H]
     * @param recurrent of operand·U + c [G·H]
     * @param previousHidden of h_{t−1}
     * @param cell of c_t in full
     * @param previousCell of c_{t−1}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Back(
            double[] input,
            double[] recurrent,
            double[] previousHidden,
            double[] cell,
            double[] previousCell) {}

    Step forward(TwinWeights weights, double[] x, double[] h, double[] c);

    Back backward(TwinWeights weights, Step step, double[] h, double[] c, double[] dh, double[] dc);

    /** Σ_i v[i]·m[i][column]. */
    static double times(double[] v, double[][] m, int column) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum += v[i] * m[i][column];
        }
        return sum;
    }

    /** Adds to {@code into[i]} d·m[i][column]. */
    static void addBack(double[] into, double[][] m, int column, double d) {
        for (int i = 0; i < into.length; i++) {
            into[i] += d * m[i][column];
        }
    }

    static double sigmoid(double v) {
        return 1 / (1 + Math.exp(-v));
    }
}
