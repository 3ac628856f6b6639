package gradflow.task.generated;

import gradflow.task.Task;
import org.nd4j.linalg.dataset.DataSet;

/** A task whose examples are drawn; it counts as solved from some metric on. */
interface GeneratedTask extends Task {

    /** Where its batches come from. */
    GeneratedData data();

    /** The least validation metric that counts as solved. */
    double solvedFrom();

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
        return data().training(seed, index, size);
    }

    @Override
    default DataSet validation() {
        return data().validation();
    }

    @Override
    default DataSet test() {
        return data().test();
    }

    @Override
    default boolean isSolved(Score validation) {
        return validation.metric() >= solvedFrom();
    }
}
