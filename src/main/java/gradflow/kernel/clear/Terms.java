package gradflow.kernel.clear;

import gradflow.kernel.Blocks;
import gradflow.kernel.Weights;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Whether the products x·W and h·U enter the pre-activations as they are or normalised. */
enum Terms {
    PLAIN,
    NORMALIZED;

    static Terms normalized(boolean normalized) {
        return normalized ? NORMALIZED : PLAIN;
    }

    /** The term of x·W [B, G·H] in the pre-activations. */
    Term input(INDArray product, Weights w) {
        int gates = w.gateCount();
        return term(product, gates, w, 0);
    }

    /** The term of h·U [B, G·H] in the pre-activations. */
    Term recurrent(INDArray product, Weights w) {
        return recurrent(product, w, 0, w.gateCount());
    }

    /** The term of h·U for {@code count} gates from {@code first} on [B, count·H]. */
    Term recurrent(INDArray product, Weights w, int first, int count) {
        return term(product, count, w, w.gateCount() + first);
    }

    private Term term(INDArray product, int count, Weights w, int firstGain) {
        return this == PLAIN
                ? new Term.Plain(product)
                : Term.Scaled.of(
                        product,
                        count,
                        Blocks.vectorBlock(w.gain(), firstGain, count, 2 * w.gateCount()));
    }

    /** The gradients of the gains side by side, or null where there are none. */
    INDArray gain(INDArray... shares) {
        return this == PLAIN ? null : Blocks.join(shares);
    }
}
