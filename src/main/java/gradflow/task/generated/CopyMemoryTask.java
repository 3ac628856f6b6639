package gradflow.task.generated;

import gradflow.mistake.UserMistake;
import gradflow.model.Readout;
import gradflow.task.EveryStep;
import gradflow.task.Limits;
import gradflow.task.SequenceBatch;
import gradflow.task.TaskData;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Ten symbols to be repeated after a delay of T − 20 steps: K different symbols occur in the first
 * ten steps, then come blanks, but for a delimiter eleven steps before the end; in the last ten
 * steps the symbols are asked for in their order, and a blank before. Features [B, K + 2, T],
 * one-hot in the order symbols, blank, delimiter; labels [B, K + 1, T], all of which have a loss.
 *
 * <p>The copying memory problem of M. Arjovsky, A. Shah and Y. Bengio, <i>Unitary Evolution
 * Recurrent Neural Networks</i>, 2016, section 5.1, after S. Hochreiter and J. Schmidhuber, <i>Long
 * Short-Term Memory</i>, 1997. The loss is the mean over all steps, the metric counts the last ten.
 */
public final class CopyMemoryTask implements GeneratedTask {
    public static final String NAME = "copy-memory";
    public static final int SYMBOLS = 8;
    private static final int RECALLED = 10;

    /** A delay of one step, which is the delimiter's. */
    private static final int LEAST_LENGTH = 2 * RECALLED + 1;

    private final int sequenceLength;
    private final int symbols;
    private final TaskData data;

    public CopyMemoryTask(int sequenceLength, int symbols) {
        check(sequenceLength, symbols);
        this.sequenceLength = sequenceLength;
        this.symbols = symbols;
        data =
                new GeneratedData(symbols + 2, symbols + 1, sequenceLength, this::draw)
                        .withHeldOut();
    }

    /** Refuses sequences that are too short, and too few symbols. */
    public static void check(int sequenceLength, int symbols) {
        if (symbols < 2) {
            throw new UserMistake("classes must be 2 or more for " + NAME + ", not " + symbols);
        }
        Limits.sequenceLength(NAME, sequenceLength, LEAST_LENGTH);
    }

    @Override
    public TaskData data() {
        return data;
    }

    @Override
    public Readout readout() {
        return Readout.SOFTMAX;
    }

    @Override
    public Score score(INDArray predictions, DataSet batch) {
        return EveryStep.score(predictions, batch, sequenceLength - RECALLED);
    }

    @Override
    public String metricName() {
        return "recall_accuracy";
    }

    @Override
    public double chanceLevel() {
        return 1.0 / symbols;
    }

    /** Knowing the step but no symbol: blanks cost nothing, each of the ten symbols ln K. */
    @Override
    public List<Reference> references() {
        double loss = RECALLED * StrictMath.log(symbols) / sequenceLength;
        return List.of(new Reference("memoryless", new Score(loss, chanceLevel())));
    }

    @Override
    public double solvedFrom() {
        return 0.95;
    }

    @Override
    public String solveRule() {
        return "95 % of the validation symbols are recalled";
    }

    @Override
    public String source() {
        return "Arjovsky, Shah and Bengio 2016, after Hochreiter and Schmidhuber 1997";
    }

    private void draw(Random random, SequenceBatch batch, int example) {
        int blank = symbols;
        int delimiter = symbols + 1;
        int recall = sequenceLength - RECALLED;
        for (int t = 0; t < RECALLED; t++) {
            int symbol = random.nextInt(symbols);
            batch.input(example, symbol, t, 1);
            batch.label(example, symbol, recall + t, 1);
        }
        for (int t = RECALLED; t < sequenceLength; t++) {
            batch.input(example, t == recall - 1 ? delimiter : blank, t, 1);
        }
        for (int t = 0; t < recall; t++) {
            batch.label(example, blank, t, 1);
        }
    }
}
