package gradflow.experiment.dynamics;

/**
 * One sigmoid unit without input: h_t = σ(w·h_{t−1} + b), loss (h_T − target)². The example of R.
 * Pascanu, T. Mikolov and Y. Bengio, <i>On the difficulty of training recurrent neural
 * networks</i>, ICML 2013, figure 6, written in h.
 *
 * @param steps T
 * @param initial h_0
 * @param target of h_T
 */
record OneUnit(int steps, double initial, double target) {

    /** The loss at one place and its derivatives there. */
    record Point(double loss, double byWeight, double byBias) {

        /** Norm of the gradient. */
        double slope() {
            return StrictMath.hypot(byWeight, byBias);
        }
    }

    /** Forward in time with the derivatives of h_t by w and b carried along. */
    Point at(double weight, double bias) {
        double h = initial;
        double byWeight = 0;
        double byBias = 0;
        for (int t = 0; t < steps; t++) {
            double next = 1 / (1 + StrictMath.exp(-(weight * h + bias)));
            double slope = next * (1 - next);
            byWeight = slope * (h + weight * byWeight);
            byBias = slope * (1 + weight * byBias);
            h = next;
        }
        double error = h - target;
        return new Point(error * error, 2 * error * byWeight, 2 * error * byBias);
    }
}
