package gradflow.kernel.fused;

import gradflow.kernel.Weights;

/**
 * The gradients of one step where the products are normalised: from the terms g⊙N(product) that a
 * cell's pre-activations are made of to the products, and the sums of the gains' gradients.
 */
final class NormalizedGradients {
    private final Normalization normalization;
    private final float[][] products;
    private final float[][] shares;
    private final BiasSums gains;
    private Shape shape;

    NormalizedGradients(PassLayout layout, Normalization normalization) {
        this.normalization = normalization;
        products = new float[2 * layout.gates()][0];
        shares = new float[2 * layout.gates()][0];
        gains = new BiasSums(2 * layout.gates());
    }

    void begin(Shape newShape) {
        shape = newShape;
        gains.begin(shape);
        for (int i = 0; i < products.length; i++) {
            if (products[i].length < shape.units()) {
                products[i] = new float[shape.units()];
                shares[i] = new float[shape.units()];
            }
        }
    }

    /** ∂L/∂product [B·H] at step t from {@code term} = ∂L/∂(g⊙N(product)). */
    float[] back(int product, int t, float[] term) {
        normalization.back(product, t, term, products[product]);
        Curves.multiply(term, normalization.values(product, t), shares[product], shape.units());
        gains.add(product, shares[product]);
        return products[product];
    }

    /** ∂L/∂product [B·H] of the last step. */
    float[][] products() {
        return products;
    }

    /** What each example adds to the gradient of the gains at the last step [B·H]. */
    float[][] shares() {
        return shares;
    }

    void end(Weights into) {
        for (int product = 0; product < products.length; product++) {
            gains.write(product, into.gain(), product);
        }
    }
}
