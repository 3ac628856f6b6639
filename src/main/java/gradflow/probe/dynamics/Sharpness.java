package gradflow.probe.dynamics;

import gradflow.stats.HessianProduct;
import gradflow.stats.LargestEigenvalue;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The largest eigenvalue of a Hessian, and of the one that an optimiser's scales leave of it. */
final class Sharpness {
    private static final int MOST_PRODUCTS = 40;
    private static final double TOLERANCE = 1e-3;

    private Sharpness() {}

    /**
     * At one place.
     *
     * @param gradient of the loss by all parameters
     * @param place [P]
     * @param start of the search [P]
     */
    static LargestEigenvalue.Found plain(
            UnaryOperator<double[]> gradient, double[] place, double... start) {
        return LargestEigenvalue.of(
                new HessianProduct(gradient, place), start, MOST_PRODUCTS, TOLERANCE);
    }

    /**
     * At one place, in the optimiser's own measure.
     *
     * @param scales what it divides the gradient by [P], above 0
     */
    static Optional<LargestEigenvalue.Found> preconditioned(
            UnaryOperator<double[]> gradient,
            double[] place,
            double[] start,
            Optional<double[]> scales) {
        HessianProduct hessian = new HessianProduct(gradient, place);
        return scales.map(
                divisor ->
                        LargestEigenvalue.of(
                                vector -> rooted(hessian.apply(rooted(vector, divisor)), divisor),
                                start,
                                MOST_PRODUCTS,
                                TOLERANCE));
    }

    private static double[] rooted(double[] vector, double... divisor) {
        double[] rooted = new double[vector.length];
        for (int i = 0; i < rooted.length; i++) {
            rooted[i] = vector[i] / Math.sqrt(divisor[i]);
        }
        return rooted;
    }
}
