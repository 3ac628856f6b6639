package gradflow.experiment.dynamics;

/** A vector beside the one that it should be, whatever their size. */
final class Vectors {
    private Vectors() {}

    /** The root of the sum of squares, which neither overflows nor underflows on the way. */
    static double l2(double... vector) {
        int exponent = exponent(vector);
        double[] scaled = scaled(vector, exponent);
        return Math.scalb(Math.sqrt(dot(scaled, scaled)), exponent);
    }

    /** Cosine of the angle between two vectors; NaN if one of them is zero. */
    static double cosine(double[] one, double[] other) {
        double[] left = scaled(one, exponent(one));
        double[] right = scaled(other, exponent(other));
        return dot(left, right) / (l2(left) * l2(right));
    }

    /** ‖measured − right‖ / ‖right‖. */
    static double relativeError(double[] measured, double[] right) {
        double[] difference = new double[right.length];
        for (int i = 0; i < right.length; i++) {
            difference[i] = measured[i] - right[i];
        }
        return l2(difference) / l2(right);
    }

    private static double dot(double[] one, double[] other) {
        double dot = 0;
        for (int i = 0; i < other.length; i++) {
            dot += one[i] * other[i];
        }
        return dot;
    }

    /** Exponent of the largest entry; 0 if that is zero or not finite. */
    private static int exponent(double... vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest == 0 || !Double.isFinite(largest) ? 0 : Math.getExponent(largest);
    }

    /** Times 2^−exponent, which rounds no number that matters. */
    private static double[] scaled(double[] vector, int exponent) {
        double[] scaled = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            scaled[i] = Math.scalb(vector[i], -exponent);
        }
        return scaled;
    }
}
