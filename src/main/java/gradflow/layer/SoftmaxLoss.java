package gradflow.layer;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Cross-entropy after a softmax over each column.
 *
 * @param sum −Σ y·ln p over all columns that the mask leaves
 * @param gradient ∂sum/∂(input of the softmax) [C, columns]
 */
record SoftmaxLoss(double sum, INDArray gradient) {

    /**
     * Overwrites {@code inputs}.
     *
     * @param inputs of the softmax, one column per prediction [C, N], column-major
     * @param labels y [C, N]
     * @param mask [N, 1] or null
     * @param loss whose clipping of p keeps ln p finite
     */
    static SoftmaxLoss of(INDArray inputs, INDArray labels, INDArray mask, LossMCXENT loss) {
        INDArray rows = inputs.transpose();
        if (rows.dataType() == DataType.DOUBLE) {
            // ND4J's softmax forgets this for two columns of DOUBLE in C order, and overflows.
            rows.subiColumnVector(rows.max(true, 1));
        }
        INDArray p = new ActivationSoftmax().getActivation(rows, true);
        double[] predicted = values(p);
        double[] expected = values(Dense.of(labels.transpose()));
        double[] weight = mask == null ? null : values(mask.castTo(p.dataType()).dup('c'));
        int classes = (int) inputs.size(0);
        double clip = loss.getSoftmaxClipEps();
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != 0) {
                double clipped = Math.min(Math.max(predicted[i], clip), 1 - clip);
                double factor = weight == null ? 1 : weight[i / classes];
                sum -= factor * expected[i] * Math.log(clipped);
            }
        }
        INDArray gradient = p.subi(labels.transpose());
        if (mask != null) {
            gradient.muliColumnVector(mask.castTo(gradient.dataType()));
        }
        return new SoftmaxLoss(sum, gradient.transpose());
    }

    /** The elements of a dense array; ND4J's own copy goes one by one. */
    private static double[] values(INDArray dense) {
        double[] values = new double[(int) dense.length()];
        if (dense.dataType() == DataType.DOUBLE) {
            try (DoublePointer view = new DoublePointer(dense.data().addressPointer())) {
                view.get(values);
            }
            return values;
        }
        float[] floats = new float[values.length];
        try (FloatPointer view = new FloatPointer(dense.data().addressPointer())) {
            view.get(floats);
        }
        for (int i = 0; i < floats.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }
}
