package gradflow.network;

import gradflow.model.Clip;
import gradflow.model.Clipping;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * How a network computes and learns.
 *
 * @param dataType of all its numbers
 * @param updater of its parameters
 * @param clip of the gradient where Deeplearning4j does it; the global norm is clipped elsewhere
 * @param tbpttLength steps of a segment; 0 for full BPTT
 * @param workspaces whether Deeplearning4j may reuse memory
 */
record Learning(
        DataType dataType, IUpdater updater, Clip clip, int tbpttLength, boolean workspaces) {

    /** A network in DOUBLE that {@code fit} does not change: NoOp subtracts the gradient itself. */
    static final Learning NONE = by(new Sgd(0), DataType.DOUBLE);

    static Learning by(IUpdater updater, DataType dataType) {
        return new Learning(dataType, updater, new Clip(Clipping.NONE, 0), 0, true);
    }

    Learning clipped(Clip clipping) {
        return new Learning(dataType, updater, clipping, tbpttLength, workspaces);
    }

    Learning truncated(int length) {
        return new Learning(dataType, updater, clip, length, workspaces);
    }

    /** So that it may run inside another network's callback. */
    Learning withoutWorkspaces() {
        return new Learning(dataType, updater, clip, tbpttLength, false);
    }
}
