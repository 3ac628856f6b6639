package gradflow.layer;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
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
        INDArray p = new ActivationSoftmax().getActivation(inputs.transpose(), true);
        float[] predicted = floats(p);
        float[] expected = floats(Dense.of(labels.transpose()));
        float[] weight = mask == null ? null : floats(mask.castTo(inputs.dataType()).dup('c'));
        int classes = (int) inputs.size(0);
        double clip = loss.getSoftmaxClipEps();
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != 0f) {
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
    private static float[] floats(INDArray dense) {
        float[] values = new float[(int) dense.length()];
        try (FloatPointer view = new FloatPointer(dense.data().addressPointer())) {
            view.get(values);
        }
        return values;
    }
}
