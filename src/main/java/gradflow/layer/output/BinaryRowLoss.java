package gradflow.layer.output;

/**
 * Binary cross-entropy after p = σ(x), summed over the outputs: −Σ (y·ln p + (1 − y)·ln(1 − p)).
 *
 * @param clip p is kept this far from 0 and 1 in the loss and, as in DL4J, in its derivative
 */
record BinaryRowLoss(double clip) implements RowLoss {

    @Override
    public void activate(double[] inputs) {
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = 1 / (1 + StrictMath.exp(-inputs[k]));
        }
    }

    @Override
    public double differentiate(double[] activations, double[] labels) {
        double loss = 0;
        for (int k = 0; k < labels.length; k++) {
            double p = activations[k];
            double y = labels[k];
            double clipped = Math.min(Math.max(p, clip), 1 - clip);
            loss -= term(y, clipped) + term(1 - y, 1 - clipped);
            // Where nothing is clipped, dσ/dx = p(1 − p) cancels.
            double slope = p == clipped ? 1 : p * (1 - p) / (clipped * (1 - clipped));
            activations[k] = (clipped - y) * slope;
        }
        return loss;
    }

    /** y·ln p, 0 if y is. */
    private static double term(double y, double p) {
        return y == 0 ? 0 : y * StrictMath.log(p);
    }
}
