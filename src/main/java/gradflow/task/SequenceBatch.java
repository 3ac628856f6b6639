package gradflow.task;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A batch of sequences while it is filled; everything starts at zero. */
public final class SequenceBatch {
    private final int size;
    private final int inputs;
    private final int outputs;
    private final int timeSteps;
    private final float[] features;
    private final float[] labels;
    private final float[] mask;

    /**
     * An empty batch.
     *
     * @param size B
     * @param inputs I
     * @param outputs O
     * @param timeSteps T
     */
    public SequenceBatch(int size, int inputs, int outputs, int timeSteps) {
        this.size = size;
        this.inputs = inputs;
        this.outputs = outputs;
        this.timeSteps = timeSteps;
        features = new float[size * inputs * timeSteps];
        labels = new float[size * outputs * timeSteps];
        mask = new float[size * timeSteps];
    }

    /** Sets one input at one step; all count from 0. */
    public void input(int example, int input, int timeStep, double value) {
        features[(example * inputs + input) * timeSteps + timeStep] = (float) value;
    }

    /** Sets one label at one step, and has that step's outputs count in the loss. */
    public void label(int example, int output, int timeStep, double value) {
        labels[(example * outputs + output) * timeSteps + timeStep] = (float) value;
        mask[example * timeSteps + timeStep] = 1;
    }

    /**
     * Features [B, I, T], labels [B, O, T] and label mask [B, T], all FLOAT.
     *
     * @return new arrays
     */
    public DataSet toDataSet() {
        return new DataSet(
                array(features, size, inputs, timeSteps),
                array(labels, size, outputs, timeSteps),
                null,
                array(mask, size, timeSteps));
    }

    private static INDArray array(float[] values, long... shape) {
        return Nd4j.create(values, shape, Nd4j.getStrides(shape, 'c'), 'c', DataType.FLOAT);
    }
}
