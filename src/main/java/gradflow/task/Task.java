package gradflow.task;

import gradflow.model.Readout;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Sequences to learn. A batch holds features [B, I, T], labels [B, O, T] and a label mask [B, T]
 * that is 1 at the steps that have a loss; all are FLOAT. Implementations are immutable, and what
 * they return depends on nothing but their own settings and the seed.
 */
public interface Task {

    /**
     * I, inputs per time step.
     *
     * @return 1 or more
     */
    int inputSize();

    /**
     * O, outputs per time step.
     *
     * @return 1 or more
     */
    int outputSize();

    /**
     * T, time steps of every sequence.
     *
     * @return 1 or more
     */
    int sequenceLength();

    /**
     * What the output layer is.
     *
     * @return activation and loss
     */
    Readout readout();

    /**
     * A batch of training data.
     *
     * @param seed of the order of the data; the weights have a stream of their own
     * @param index of the batch, from 0 on
     * @param size B, examples in it
     * @return features [B, I, T], labels [B, O, T] and label mask [B, T]; the same for the same
     *     seed and index
     */
    DataSet trainingBatch(long seed, int index, int size);

    /**
     * The validation data, in one batch; the same for every seed.
     *
     * @return shaped as a training batch
     */
    DataSet validation();

    /**
     * The test data, in one batch; the same for every seed; never used to decide anything.
     *
     * @return shaped as a training batch
     */
    DataSet test();

    /**
     * Judges predictions.
     *
     * @param predictions of the network's output layer [B, O, T]
     * @param batch the batch that they were made for
     * @return loss and metric
     */
    Score score(INDArray predictions, DataSet batch);

    /**
     * What the metric is called.
     *
     * @return such as {@code accuracy}
     */
    String metricName();

    /**
     * Whether a smaller metric is a better one.
     *
     * @return false by default, as for accuracies
     */
    default boolean isLowerBetter() {
        return false;
    }

    /**
     * The metric of guessing without looking at the inputs, on the test data.
     *
     * @return in the unit of the metric
     */
    double chanceLevel();

    /**
     * Whether a score on validation data counts as solved.
     *
     * @return by the rule of this task
     */
    boolean isSolved(Score validation);

    /**
     * The rule of {@link #isSolved} in words.
     *
     * @return for the console, without a full stop
     */
    String solveRule();

    /**
     * Where the task comes from, and what is different here: authors and year.
     *
     * @return for the console, without a full stop
     */
    String source();

    /**
     * What simple predictors reach on the test data, beside chance; none by default.
     *
     * @return names with their scores
     */
    default List<Reference> references() {
        return List.of();
    }

    /**
     * How predictions on the test data are written down; as bare numbers by default.
     *
     * @return what predictions.csv is written with
     */
    default Answers answers() {
        return Answers.OF_NUMBERS;
    }

    /**
     * A judgement of predictions.
     *
     * @param loss mean over the examples
     * @param metric mean over the examples
     */
    record Score(double loss, double metric) {}

    /**
     * A simple predictor to stand beside the networks.
     *
     * @param name what it is called, as in {@code seasonal-naive}
     * @param score what it reaches on the test data
     */
    record Reference(String name, Score score) {}
}
