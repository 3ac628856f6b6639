package gradflow.layer.output;

/** Squared error of the inputs themselves, averaged over the outputs: Σ (x − y)²/C. */
record SquaredRowLoss() implements RowLoss {

    @Override
    public void activate(double[] inputs) {
        // The identity.
    }

    @Override
    public double differentiate(double[] activations, double[] labels) {
        double loss = 0;
        for (int k = 0; k < labels.length; k++) {
            double difference = activations[k] - labels[k];
            loss += difference * difference;
            activations[k] = 2 * difference / labels.length;
        }
        return loss / labels.length;
    }
}
