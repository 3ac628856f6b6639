package gradflow.experiment.dynamics;

/** A vector beside the one that it should be. */
final class Vectors {
    private Vectors() {}

    static double l2(double... vector) {
        double sum = 0;
        for (double value : vector) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** Cosine of the angle between two vectors. */
    static double cosine(double[] one, double[] other) {
        double dot = 0;
        for (int i = 0; i < other.length; i++) {
            dot += one[i] * other[i];
        }
        return dot / (l2(one) * l2(other));
    }

    /** ‖measured − right‖ / ‖right‖. */
    static double relativeError(double[] measured, double[] right) {
        double[] difference = new double[right.length];
        for (int i = 0; i < right.length; i++) {
            difference[i] = measured[i] - right[i];
        }
        return l2(difference) / l2(right);
    }
}
