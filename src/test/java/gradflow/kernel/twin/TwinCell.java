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
     * @param input of x·W, gate by gate
     * @param recurrent of operand·U, gate by gate
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Step(
            double[] h,
            double[] c,
            double[] gates,
            double[] operand,
            TwinTerm[] input,
            TwinTerm[] recurrent) {

        /** From the gradient of the pre-activations [G·H] to that of x·W. */
        double[] backInput(double[] d) {
            return back(input, d);
        }

        /** From the gradient of the recurrent terms [G·H] to that of operand·U. */
        double[] backRecurrent(double[] d) {
            return back(recurrent, d);
        }

        private static double[] back(TwinTerm[] terms, double[] d) {
            double[] product = new double[d.length];
            for (int gate = 0; gate < terms.length; gate++) {
                terms[gate].back(d, gate * d.length / terms.length, product);
            }
            return product;
        }

        /** Adds to the gains' gradient, from those of the terms. */
        void addGains(double[] dInput, double[] dRecurrent, double[] into) {
            for (int gate = 0; gate < input.length; gate++) {
                input[gate].addGain(dInput, gate * dInput.length / input.length, into);
                recurrent[gate].addGain(dRecurrent, gate * dInput.length / input.length, into);
            }
        }
    }

    /**
     * The gradients of a step.
     *
     * @param input of the pre-activation [G·H]
     * @param recurrent of the recurrent term with c [G·H]
     * @param inputProduct of x·W [G·H]
     * @param recurrentProduct of operand·U [G·H]
     * @param previousHidden of h_{t−1}
     * @param cell of c_t in full
     * @param previousCell of c_{t−1}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Back(
            double[] input,
            double[] recurrent,
            double[] inputProduct,
            double[] recurrentProduct,
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
