package gradflow.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The largest eigenvalue of a symmetric matrix of which only products with vectors are known, by
 * the Lanczos iteration with every vector made orthogonal to all earlier ones (C. Lanczos, 1950; G.
 * H. Golub and C. F. Van Loan, <i>Matrix computations</i>, chapter 10). Largest is the one furthest
 * to the right, not the one of the largest modulus, which a power iteration would find.
 */
public final class LargestEigenvalue {
    private LargestEigenvalue() {}

    /**
     * What was found.
     *
     * @param value the largest eigenvalue of the matrix on the space that was seen, never above the
     *     matrix's own; NaN if a product was not finite
     * @param residual ‖A·v − value·v‖ of its vector v of norm 1: an eigenvalue lies at most so far
     *     from {@code value}
     * @param products with vectors that it took
     */
    public record Found(double value, double residual, int products) {}

    /**
     * Looks for it until the residual is small enough.
     *
     * @param product A·v of a vector v, which stays as it is
     * @param start not zero [N], with a part along the eigenvector
     * @param most products that may be made, 1 or more; never more than N are
     * @param tolerance residual over the largest modulus that was seen, at which it ends
     * @return the value with its residual
     */
    public static Found of(
            UnaryOperator<double[]> product, double[] start, int most, double tolerance) {
        List<double[]> basis = new ArrayList<>();
        List<Double> diagonal = new ArrayList<>();
        List<Double> beside = new ArrayList<>();
        double[] next = scaled(start, 1 / L2.of(start));
        int limit = Math.min(most, start.length);
        while (true) {
            basis.add(next);
            double[] image = product.apply(next).clone();
            if (!Double.isFinite(L2.of(image))) {
                return new Found(Double.NaN, Double.NaN, basis.size());
            }
            double before = L2.of(image);
            diagonal.add(dot(next, image));
            // Twice is enough (B. N. Parlett, 1980).
            orthogonalize(image, basis);
            orthogonalize(image, basis);
            double norm = L2.of(image);
            Found found = of(diagonal, beside, norm);
            double scale = Math.max(Math.abs(found.value()), before);
            if (basis.size() == limit || found.residual() <= tolerance * scale) {
                return found;
            }
            beside.add(norm);
            next = scaled(image, 1 / norm);
        }
    }

    /** The largest eigenvalue of the tridiagonal matrix, and how far it may be off. */
    private static Found of(List<Double> diagonal, List<Double> beside, double norm) {
        int size = diagonal.size();
        double largest = 0;
        for (double entry : diagonal) {
            largest = Math.max(largest, Math.abs(entry));
        }
        for (double entry : beside) {
            largest = Math.max(largest, Math.abs(entry));
        }
        if (size == 1 || largest == 0) {
            return new Found(diagonal.get(0), norm, size);
        }
        // The library's thresholds are absolute.
        double scale = largest;
        EigenDecomposition eigen =
                new EigenDecomposition(
                        diagonal.stream().mapToDouble(entry -> entry / scale).toArray(),
                        beside.stream().mapToDouble(entry -> entry / scale).toArray());
        double[] values = eigen.getRealEigenvalues();
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        double last = eigen.getEigenvector(best).getEntry(size - 1);
        return new Found(values[best] * scale, norm * Math.abs(last), size);
    }

    private static void orthogonalize(double[] vector, List<double[]> basis) {
        for (double[] other : basis) {
            double along = dot(vector, other);
            for (int i = 0; i < vector.length; i++) {
                vector[i] -= along * other[i];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] scaled(double[] vector, double factor) {
        double[] scaled = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            scaled[i] = factor * vector[i];
        }
        return scaled;
    }
}
