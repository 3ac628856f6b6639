package gradflow.exchange;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.DropOutInverted;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Keras's {@code dropout} of a recurrent layer: one mask per example over the inputs of all time
 * steps, those that stay divided by their share. For inputs [batch, time, size]; DL4J's
 * SpatialDropout does the same for [batch, size, time].
 */
public final class SequenceDropout implements IDropout {
    private static final long serialVersionUID = 1L;

    private final double retained;
    private transient INDArray mask;

    /**
     * Drops inputs while training.
     *
     * @param retained the share of inputs that stay, above 0 and at most 1
     */
    public SequenceDropout(@JsonProperty("retained") double retained) {
        this.retained = retained;
    }

    /**
     * Tells how many inputs stay.
     *
     * @return a share above 0 and at most 1
     */
    public double getRetained() {
        return retained;
    }

    @Override
    public INDArray applyDropout(
            INDArray input,
            INDArray result,
            int iteration,
            int epoch,
            LayerWorkspaceMgr workspaces) {
        mask =
                workspaces
                        .createUninitialized(
                                ArrayType.INPUT, result.dataType(), input.size(0), input.size(2))
                        .assign(1);
        Nd4j.getExecutioner().exec(new DropOutInverted(mask, retained));
        return Broadcast.mul(input, mask, result, 0, 2);
    }

    @Override
    public INDArray backprop(INDArray gradOutput, INDArray gradInput, int iteration, int epoch) {
        Broadcast.mul(gradOutput, mask, gradInput, 0, 2);
        mask = null;
        return gradInput;
    }

    @Override
    public void clear() {
        mask = null;
    }

    @Override
    public IDropout clone() {
        return new SequenceDropout(retained);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceDropout that && that.retained == retained;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(retained);
    }

    @Override
    public String toString() {
        return "SequenceDropout(" + retained + ")";
    }
}
