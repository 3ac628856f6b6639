package gradflow.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * How a network computes and learns.
 *
 * @param dataType of all its numbers
 * @param updater of its parameters
 * @param tbpttLength steps of a segment; 0 for full BPTT
 * @param workspaces whether Deeplearning4j may reuse memory
 * @param dropout share of every recurrent layer's inputs that are 0 in training
 */
record Learning(
        DataType dataType, IUpdater updater, int tbpttLength, boolean workspaces, double dropout) {

    /** A network in DOUBLE that {@code fit} does not change: NoOp subtracts the gradient itself. */
    static final Learning NONE = by(new Sgd(0), DataType.DOUBLE);

    static Learning by(IUpdater updater, DataType dataType) {
        return new Learning(dataType, updater, 0, true, 0);
    }

    Learning truncated(int length) {
        return new Learning(dataType, updater, length, workspaces, dropout);
    }

    /** So that it may run inside another network's callback. */
    Learning withoutWorkspaces() {
        return new Learning(dataType, updater, tbpttLength, false, dropout);
    }

    Learning withDropout(double share) {
        return new Learning(dataType, updater, tbpttLength, workspaces, share);
    }
}
