package gradflow.task.generated;

import gradflow.model.RandomStream;
import gradflow.task.SequenceBatch;
import gradflow.task.TaskData;
import java.util.Random;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Data without end: every training batch is drawn anew; validation and test data have streams of
 * their own.
 *
 * @param inputs I
 * @param outputs O
 * @param timeSteps T
 */
record GeneratedData(int inputs, int outputs, int timeSteps, Example generator) {
    static final int HELD_OUT = 512;

    /** With {@value #HELD_OUT} validation and as many test examples. */
    TaskData withHeldOut() {
        return withHeldOut(HELD_OUT, RandomStream.validation(), RandomStream.test());
    }

    /** With so many validation and test examples from these streams. */
    TaskData withHeldOut(int examples, Random validation, Random test) {
        return new TaskData(
                inputs,
                outputs,
                timeSteps,
                this::batch,
                batch(validation, examples),
                batch(test, examples));
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
