package gradflow.task.generated;

import gradflow.model.RandomStream;
import gradflow.task.SequenceBatch;
import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Data without end: every training batch is drawn anew from the stream of its seed and index;
 * validation and test data have streams of their own and {@value #HELD_OUT} examples each.
 */
final class GeneratedData {
    static final int HELD_OUT = 512;

    private final int inputs;
    private final int outputs;
    private final int timeSteps;
    private final Example generator;
    private final DataSet validation;
    private final DataSet test;

    /**
     * Draws the validation and the test data.
     *
     * @param inputs I
     * @param outputs O
     * @param timeSteps T
     */
    GeneratedData(int inputs, int outputs, int timeSteps, Example generator) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.timeSteps = timeSteps;
        this.generator = generator;
        validation = batch(RandomStream.validation(), HELD_OUT);
        test = batch(RandomStream.test(), HELD_OUT);
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    int timeSteps() {
        return timeSteps;
    }

    DataSet training(long seed, int index, int size) {
        return batch(RandomStream.trainingBatch(seed, index), size);
    }

    DataSet validation() {
        return validation;
    }

    DataSet test() {
        return test;
    }

    private DataSet batch(Random random, int size) {
        SequenceBatch batch = new SequenceBatch(size, inputs, outputs, timeSteps);
        for (int b = 0; b < size; b++) {
            generator.draw(random, batch, b);
        }
        return batch.toDataSet();
    }

    /** Draws one example. */
    interface Example {
        /**
         * Fills one example of a batch that is still zero.
         *
         * @param random what alone decides the example
         * @param example which one, from 0 on
         */
        void draw(Random random, SequenceBatch batch, int example);
    }
}
