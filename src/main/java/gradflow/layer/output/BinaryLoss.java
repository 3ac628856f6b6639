package gradflow.layer.output;

import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Binary cross-entropy after p = σ(x), summed over the outputs: −Σ (y·ln p + (1 − y)·ln(1 − p)).
 *
 * @param clip p is kept this far from 0 and 1 in the loss and, as in DL4J, in its derivative
 */
record BinaryLoss(double clip) implements SequenceLoss {

    @Override
    public Result of(INDArray inputs, INDArray labels, INDArray mask) {
        INDArray rows = new ActivationSigmoid().getActivation(inputs, true).transpose();
        double[] values = DenseValues.values(rows);
        double[] y = DenseValues.values(DenseValues.of(labels.transpose()));
        double[] weight = DenseValues.mask(mask, inputs.dataType());
        int outputs = (int) inputs.size(0);
        double least = rounded(clip, inputs.dataType());
        double most = rounded(1 - clip, inputs.dataType());
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double p = values[i];
            double clipped = Math.min(Math.max(p, least), most);
            double factor = weight == null ? 1 : weight[i / outputs];
            sum -= factor * (term(y[i], clipped) + term(1 - y[i], 1 - clipped));
            // Where nothing is clipped, dσ/dx = p(1 − p) cancels.
            double slope = p == clipped ? 1 : p * (1 - p) / (clipped * (1 - clipped));
            values[i] = factor * (clipped - y[i]) * slope;
        }
        DenseValues.put(values, rows);
        return new Result(sum, rows.transpose());
    }

    /** y·ln p, 0 if y is. */
    private static double term(double y, double p) {
        return y == 0 ? 0 : y * Math.log(p);
    }

    /**
     * The limits as stock has them: in FLOAT, 1 − 1e-5 rounds to what changes ln(1 − p) by 1e-3.
     */
    private static double rounded(double limit, DataType dataType) {
        return dataType == DataType.FLOAT ? (float) limit : limit;
    }
}
