package gradflow.probe;

import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes the norms of all gradients of all time steps at every iteration of a network in training,
 * and keeps those of the last one: ‖∂L/∂h_t‖, ‖∂L/∂c_t‖ and ‖∂L/∂(pre-activation)‖ in L2, mean over
 * the batch of each example's norm. In FLOAT, where squares below 1e-38 are lost, a norm below
 * 1e-19 counts as zero; profiles are taken in DOUBLE for that reason.
 */
public final class StepNormCapture extends BaseTrainingListener
        implements TimeStepGradientListener {
    private static final double[] NONE = {};
    private double[] hiddenL2 = NONE;
    private double[] cellL2 = NONE;
    private double[] preActivationL2 = NONE;

    @Override
    public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
        hiddenL2 = meanNorms(gradients.hidden());
        cellL2 = gradients.cell() == null ? NONE : meanNorms(gradients.cell());
        preActivationL2 = meanNorms(gradients.preActivation());
    }

    /** ‖∂L/∂h_t‖ of each step, in the order of time. */
    public double[] hiddenL2() {
        return hiddenL2.clone();
    }

    /** ‖∂L/∂c_t‖ of each step; empty for a cell without c. */
    public double[] cellL2() {
        return cellL2.clone();
    }

    /** ‖∂L/∂(pre-activation)‖ of each step, all gates together. */
    public double[] preActivationL2() {
        return preActivationL2.clone();
    }

    private static double[] meanNorms(INDArray sequence) {
        INDArray dense = sequence.ordering() == 'c' ? sequence : sequence.dup('c');
        return dense.dataType() == DataType.FLOAT
                ? fromRows(dense)
                : dense.norm2(2).mean(1).toDoubleVector();
    }

    /** One product of each row with itself: BLAS does it faster than ND4J reduces. */
    private static double[] fromRows(INDArray sequence) {
        int steps = (int) sequence.size(0);
        int batch = (int) sequence.size(1);
        int size = (int) sequence.size(2);
        double[] norms = new double[steps];
        try (FloatPointer row = new FloatPointer(sequence.data().addressPointer())) {
            for (int t = 0; t < steps; t++) {
                double sum = 0;
                for (int b = 0; b < batch; b++) {
                    row.position(((long) t * batch + b) * size);
                    sum += Math.sqrt(openblas_nolapack.cblas_sdot(size, row, 1, row, 1));
                }
                norms[t] = sum / batch;
            }
        }
        return norms;
    }
}
