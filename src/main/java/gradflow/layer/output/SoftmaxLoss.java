package gradflow.layer.output;

import java.util.Arrays;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cross-entropy after a softmax p over each column: −Σ y·ln p, whatever the labels y of a column
 * add up to. Its gradient is p·Σy − y; DL4J's, p − y, is that only where they add up to 1.
 *
 * @param clip p is kept this far from 0 and 1, so that ln p stays finite
 */
record SoftmaxLoss(double clip) implements SequenceLoss {

    @Override
    public Result of(INDArray inputs, INDArray labels, INDArray mask) {
        INDArray rows = inputs.transpose();
        if (rows.dataType() == DataType.DOUBLE) {
            // ND4J's softmax forgets this for two columns of DOUBLE in C order, and overflows.
            rows.subiColumnVector(rows.max(true, 1));
        }
        INDArray p = new ActivationSoftmax().getActivation(rows, true);
        double[] predicted = DenseValues.values(p);
        double[] expected = DenseValues.values(DenseValues.of(labels.transpose()));
        double[] weight = DenseValues.mask(mask, p.dataType());
        int classes = (int) inputs.size(0);
        double sum = 0;
        double[] totals = new double[expected.length / classes];
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != 0) {
                totals[i / classes] += expected[i];
                double clipped = Math.min(Math.max(predicted[i], clip), 1 - clip);
                double factor = weight == null ? 1 : weight[i / classes];
                sum -= factor * expected[i] * Math.log(clipped);
            }
        }
        if (Arrays.stream(totals).anyMatch(total -> total != 1)) {
            p.muliColumnVector(Nd4j.createFromArray(totals).castTo(p.dataType()).reshape(-1, 1));
        }
        INDArray gradient = p.subi(labels.transpose());
        if (mask != null) {
            gradient.muliColumnVector(mask.castTo(gradient.dataType()));
        }
        return new Result(sum, gradient.transpose());
    }
}
