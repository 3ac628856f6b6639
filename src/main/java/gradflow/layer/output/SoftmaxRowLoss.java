package gradflow.layer.output;

/** A softmax under one loss or another. */
abstract class SoftmaxRowLoss implements RowLoss {

    @Override
    public final void activate(double[] inputs) {
        double largest = inputs[0];
        for (double input : inputs) {
            largest = Math.max(largest, input);
        }
        double sum = 0;
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] = StrictMath.exp(inputs[k] - largest);
            sum += inputs[k];
        }
        for (int k = 0; k < inputs.length; k++) {
            inputs[k] /= sum;
        }
    }

    /** Cross-entropy −Σ y·ln p, whatever the labels y add up to, with the gradient p·Σy − y. */
    static final class CrossEntropy extends SoftmaxRowLoss {
        private final double clip;

        /** p is kept {@code clip} from 0 and 1, so that ln p stays finite. */
        CrossEntropy(double clip) {
            this.clip = clip;
        }

        @Override
        public double differentiate(double[] activations, double[] labels) {
            double loss = 0;
            double total = 0;
            for (int k = 0; k < labels.length; k++) {
                if (labels[k] != 0) {
                    total += labels[k];
                    double p = Math.min(Math.max(activations[k], clip), 1 - clip);
                    loss -= labels[k] * StrictMath.log(p);
                }
            }
            for (int k = 0; k < labels.length; k++) {
                activations[k] = activations[k] * total - labels[k];
            }
            return loss;
        }
    }

    /** Absolute error Σ |p − y|. */
    static final class Absolute extends SoftmaxRowLoss {
        @Override
        public double differentiate(double[] activations, double[] labels) {
            double loss = 0;
            double[] slopes = new double[labels.length];
            for (int k = 0; k < labels.length; k++) {
                double error = activations[k] - labels[k];
                loss += Math.abs(error);
                slopes[k] = Math.signum(error);
            }
            throughSoftmax(slopes, activations);
            return loss;
        }
    }

    /** Squared error Σ (p − y)². */
    static final class Squared extends SoftmaxRowLoss {
        @Override
        public double differentiate(double[] activations, double[] labels) {
            double loss = 0;
            double[] slopes = new double[labels.length];
            for (int k = 0; k < labels.length; k++) {
                double error = activations[k] - labels[k];
                loss += error * error;
                slopes[k] = 2 * error;
            }
            throughSoftmax(slopes, activations);
            return loss;
        }
    }

    /** p becomes p⊙(s − s·p) for the loss's slopes s by p. */
    private static void throughSoftmax(double[] slopes, double[] p) {
        double mean = 0;
        for (int k = 0; k < p.length; k++) {
            mean += slopes[k] * p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] *= slopes[k] - mean;
        }
    }
}
