package gradflow.task.music;

import gradflow.model.Readout;
import gradflow.task.NextStepTask;
import gradflow.task.Part;
import gradflow.task.SequenceBatch;
import gradflow.task.Shuffle;
import gradflow.task.StepLosses;
import gradflow.task.TaskData;
import gradflow.task.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The notes of the next time step are to be told: features and labels [B, 88, T] are 1 where a note
 * of the piano sounds. Loss and metric are nats per time step, the sum over the notes.
 * Boulanger-Lewandowski, Bengio and Vincent, <i>Modeling Temporal Dependencies in High-Dimensional
 * Sequences</i>, 2012; there the first step of a piece is to be told too, and the state is not
 * reset within a piece.
 *
 * <p>Pieces are shuffled by a fixed seed; 15 % of them validate, 15 % test (one or more each), the
 * others train. A training batch holds windows anywhere in pieces, each as likely; held-out windows
 * follow each other, at most 64 of them spread evenly. A window that is longer than what is left of
 * its piece is padded with silence and has mask 0 there.
 */
public final class PolyphonicTask implements NextStepTask {
    public static final String NAME = "polyphonic";
    private static final long SPLIT_SEED = 88;
    private static final double HELD_OUT = 0.15;

    private final PianoRolls rolls;
    private final int sequenceLength;
    private final List<PieceWindow> trainingWindows;
    private final List<PieceWindow> testWindows;
    private final TaskData data;
    private final NoteCounts counts;
    private final double solvedBelow;

    public PolyphonicTask(PianoRolls rolls, int sequenceLength) {
        this.rolls = rolls;
        this.sequenceLength = sequenceLength;
        int[] order = Shuffle.range(rolls.pieces(), SPLIT_SEED);
        int heldOut = (int) Math.max(1, Math.round(HELD_OUT * order.length));
        int[] training = Arrays.copyOfRange(order, 2 * heldOut, order.length);
        trainingWindows = PieceWindow.everywhere(rolls, training, sequenceLength);
        List<PieceWindow> validationWindows =
                heldOut(Arrays.copyOfRange(order, heldOut, 2 * heldOut));
        testWindows = heldOut(Arrays.copyOfRange(order, 0, heldOut));
        data =
                new TaskData(
                        PianoRolls.NOTES,
                        PianoRolls.NOTES,
                        sequenceLength,
                        this::draw,
                        batch(validationWindows),
                        batch(testWindows));
        counts = new NoteCounts(rolls, PieceWindow.inARow(rolls, training, sequenceLength));
        solvedBelow = counts.fromItself(validationWindows);
    }

    @Override
    public Readout readout() {
        return Readout.SIGMOID;
    }

    @Override
    public TaskData data() {
        return data;
    }

    @Override
    public Score score(INDArray predictions, DataSet batch) {
        double nats = StepLosses.binaryCrossEntropy(predictions, batch);
        return new Score(nats, nats);
    }

    @Override
    public String metricName() {
        return "nats_per_time_step";
    }

    @Override
    public double chanceLevel() {
        return counts.independent(testWindows);
    }

    @Override
    public double solvedBelow() {
        return solvedBelow;
    }

    @Override
    public String solveRule() {
        return String.format(
                Locale.ROOT,
                "below %.3f nats per validation step, what each note's own last step tells",
                solvedBelow);
    }

    @Override
    public String source() {
        return "Boulanger-Lewandowski, Bengio and Vincent 2012, on the user's own pieces";
    }

    @Override
    public List<Reference> references() {
        double nats = counts.fromItself(testWindows);
        return List.of(new Reference("note-by-itself", new Score(nats, nats)));
    }

    private List<PieceWindow> heldOut(int[] pieces) {
        List<PieceWindow> windows = PieceWindow.inARow(rolls, pieces, sequenceLength);
        return Arrays.stream(Windows.heldOut(new Part(0, windows.size()), 1, 1))
                .mapToObj(windows::get)
                .toList();
    }

    private DataSet draw(Random random, int size) {
        return batch(
                IntStream.range(0, size)
                        .mapToObj(i -> trainingWindows.get(random.nextInt(trainingWindows.size())))
                        .toList());
    }

    private DataSet batch(List<PieceWindow> windows) {
        int notes = PianoRolls.NOTES;
        SequenceBatch batch = new SequenceBatch(windows.size(), notes, notes, sequenceLength);
        for (int b = 0; b < windows.size(); b++) {
            PieceWindow window = windows.get(b);
            for (int t = 0; t < window.labels(); t++) {
                for (int note = 0; note < notes; note++) {
                    int at = window.start() + t;
                    batch.input(b, note, t, rolls.sounds(window.piece(), at, note) ? 1 : 0);
                    batch.label(b, note, t, rolls.sounds(window.piece(), at + 1, note) ? 1 : 0);
                }
            }
        }
        return batch.toDataSet();
    }
}
