package gradflow.layer.output;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A pass with ND4J's products. Columns in place of rows: column-major, they are the same numbers,
 * and nothing is transposed.
 *
 * @param loss with its activation
 * @param w [I, C]
 * @param b C elements
 */
record FastOutput(SequenceLoss loss, INDArray w, INDArray b) implements OutputPass {

    @Override
    public double backward(INDArray x, INDArray y, double[] mask, Gradients into) {
        long classes = w.size(1);
        INDArray columns = x.transpose();
        INDArray p = Nd4j.createUninitialized(w.dataType(), new long[] {classes, x.size(0)}, 'f');
        Nd4j.gemm(w, columns, p, true, false, 1, 0);
        p.addiColumnVector(b.reshape(classes, 1));
        SequenceLoss.Result result = loss.of(p, y.transpose(), mask(mask, w));
        Nd4j.gemm(columns, result.gradient(), into.weights(), false, true, 1, 0);
        into.bias().assign(result.gradient().sum(1).reshape(into.bias().shape()));
        Nd4j.gemm(w, result.gradient(), into.below().transpose(), false, false, 1, 0);
        return result.sum();
    }

    private static INDArray mask(double[] mask, INDArray like) {
        return mask == null
                ? null
                : Nd4j.createFromArray(mask).castTo(like.dataType()).reshape(mask.length, 1);
    }
}
