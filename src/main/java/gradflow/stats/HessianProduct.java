package gradflow.stats;

import java.util.function.UnaryOperator;

/**
 * Products of a loss's Hessian with vectors, by central differences of its gradient: H·v ≈ ‖v‖·(g(w
 * + ε·u) − g(w − ε·u)) / 2ε with u = v/‖v‖. For gradients in double: what the third derivatives add
 * is of order ε² (1e-8), what rounding adds of order 1e-16/ε (1e-12); exact for a quadratic but for
 * rounding.
 */
public final class HessianProduct implements UnaryOperator<double[]> {
    /** ε, the length of the step to either side. */
    public static final double STEP = 1e-4;

    private final UnaryOperator<double[]> gradient;
    private final double[] place;

    /**
     * At one place.
     *
     * @param gradient of the loss by its parameters [P]
     * @param place w [P], stays as it is
     */
    public HessianProduct(UnaryOperator<double[]> gradient, double[] place) {
        this.gradient = gradient;
        this.place = place.clone();
    }

    /** H·v of a vector v [P]; zero for a vector of zeros. */
    @Override
    public double[] apply(double[] vector) {
        double norm = L2.of(vector);
        double[] product = new double[vector.length];
        if (norm == 0) {
            return product;
        }
        double[] after = gradient.apply(moved(vector, STEP / norm)).clone();
        double[] before = gradient.apply(moved(vector, -STEP / norm));
        for (int i = 0; i < product.length; i++) {
            product[i] = (after[i] - before[i]) * (norm / (2 * STEP));
        }
        return product;
    }

    private double[] moved(double[] vector, double factor) {
        double[] moved = new double[place.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = place[i] + factor * vector[i];
        }
        return moved;
    }
}
