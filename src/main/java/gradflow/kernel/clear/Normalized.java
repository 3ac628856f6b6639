package gradflow.kernel.clear;

import gradflow.kernel.Blocks;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Rows brought to mean 0 and standard deviation 1 (over the row, not corrected for bias). A
 * constant row becomes zeros and passes no gradient.
 *
 * @param values the normalised rows [N, H]
 * @param inverseDeviation 1/deviation of each row [N, 1], 0 for a constant row
 */
record Normalized(INDArray values, INDArray inverseDeviation) {

    static Normalized of(INDArray x) {
        // Seen from its first element, a constant row is zeros whatever a mean rounds to.
        INDArray shifted = x.subColumnVector(Blocks.block(x, 0, 1, (int) x.size(1)));
        INDArray centred = shifted.subColumnVector(shifted.mean(true, 1));
        INDArray inverse = Transforms.sqrt(centred.mul(centred).mean(true, 1)).rdivi(1);
        BooleanIndexing.replaceWhere(inverse, 0, Conditions.isInfinite());
        return new Normalized(centred.muliColumnVector(inverse), inverse);
    }

    /** ∂L/∂x from ∂L/∂values. */
    INDArray back(INDArray gradient) {
        INDArray alongValues = gradient.mul(values).mean(true, 1);
        return gradient.subColumnVector(gradient.mean(true, 1))
                .subi(values.mulColumnVector(alongValues))
                .muliColumnVector(inverseDeviation);
    }
}
