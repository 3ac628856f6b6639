package gradflow.task;

import org.nd4j.linalg.dataset.DataSet;

/** A task each of whose training batches is drawn from the stream of its seed and index. */
public interface DrawnTask extends Task {

    /**
     * Its sequences.
     *
     * @return what draws training, validation and test data
     */
    TaskData data();

    @Override
    default int inputSize() {
        return data().inputs();
    }

    @Override
    default int outputSize() {
        return data().outputs();
    }

    @Override
    default int sequenceLength() {
        return data().timeSteps();
    }

    @Override
    default DataSet trainingBatch(long seed, int index, int size) {
        return data().trainingBatch(seed, index, size);
    }

    @Override
    default DataSet validation() {
        return data().validation();
    }

    @Override
    default DataSet test() {
        return data().test();
    }
}
