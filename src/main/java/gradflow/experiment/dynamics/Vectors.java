package gradflow.experiment.dynamics;

import gradflow.stats.L2;

/** A vector beside the one that it should be, whatever their size. */
final class Vectors {
    private Vectors() {}

    /** Cosine of the angle between two vectors; NaN if one of them is zero. */
    static double cosine(double[] one, double[] other) {
        double[] left = scaled(one, exponent(one));
        double[] right = scaled(other, exponent(other));
        return dot(left, right) / (L2.of(left) * L2.of(right));
    }

    /** ‖measured − right‖ / ‖right‖. */
    static double relativeError(double[] measured, double[] right) {
        double[] difference = new double[right.length];
        for (int i = 0; i < right.length; i++) {
            difference[i] = measured[i] - right[i];
        }
        return L2.of(difference) / L2.of(right);
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
