package gradflow.layer.output;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Squared error of the inputs themselves, averaged over the outputs: Σ (x − y)²/C. */
record SquaredLoss() implements SequenceLoss {

    @Override
    public Result of(INDArray inputs, INDArray labels, INDArray mask) {
        double[] x = DenseValues.values(inputs.transpose());
        double[] y = DenseValues.values(DenseValues.of(labels.transpose()));
        double[] weight = DenseValues.mask(mask, inputs.dataType());
        int outputs = (int) inputs.size(0);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = x[i] - y[i];
            double factor = (weight == null ? 1 : weight[i / outputs]) / outputs;
            sum += factor * difference * difference;
            x[i] = factor * 2 * difference;
        }
        DenseValues.put(x, inputs.transpose());
        return new Result(sum, inputs);
    }
}
