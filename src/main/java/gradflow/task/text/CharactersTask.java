package gradflow.task.text;

import gradflow.model.Readout;
import gradflow.task.NextStepTask;
import gradflow.task.Part;
import gradflow.task.SequenceBatch;
import gradflow.task.StepLosses;
import gradflow.task.TaskData;
import gradflow.task.Windows;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * The next character of a text is to be told at every step: features and labels [B, V, T] are
 * one-hot over the V characters of the training part and one for all others, the label mask is 1.
 * Loss and metric are nats per character.
 *
 * <p>The text is split by position: the first 90 % train, the next 5 % validate, the last 5 % test.
 * A training batch holds windows of T + 1 characters at random places of the training part; the
 * held-out windows follow each other without overlap, at most 64 of them spread evenly. Graves,
 * <i>Generating Sequences With Recurrent Neural Networks</i>, 2013; Karpathy, <i>The Unreasonable
 * Effectiveness of Recurrent Neural Networks</i>, 2015. Here the state is zero at the start of
 * every window.
 */
public final class CharactersTask implements TextTask, NextStepTask {
    public static final String NAME = "characters";

    private final Text text;
    private final int sequenceLength;
    private final int[] testWindows;
    private final TaskData data;
    private final LetterCounts counts;
    private final double solvedBelow;

    public CharactersTask(Text text, int sequenceLength) {
        text.checkHas(sequenceLength + 1);
        this.text = text;
        this.sequenceLength = sequenceLength;
        int[] validationWindows = heldOut(text.validation());
        testWindows = heldOut(text.test());
        data =
                new TaskData(
                        text.size(),
                        text.size(),
                        sequenceLength,
                        this::draw,
                        batch(validationWindows),
                        batch(testWindows));
        counts = new LetterCounts(text);
        solvedBelow = mean(validationWindows, counts::bigram);
    }

    @Override
    public String alphabet() {
        return text.alphabet();
    }

    @Override
    public int indexOf(int character) {
        return text.indexOf(character);
    }

    @Override
    public Readout readout() {
        return Readout.SOFTMAX;
    }

    @Override
    public TaskData data() {
        return data;
    }

    @Override
    public Score score(INDArray predictions, DataSet batch) {
        double nats = StepLosses.crossEntropy(predictions, batch);
        return new Score(nats, nats);
    }

    @Override
    public String metricName() {
        return "nats_per_character";
    }

    @Override
    public double chanceLevel() {
        return mean(testWindows, (before, letter) -> counts.unigram(letter));
    }

    @Override
    public double solvedBelow() {
        return solvedBelow;
    }

    @Override
    public String solveRule() {
        return String.format(
                Locale.ROOT,
                "below %.3f nats per validation character, what counts of pairs reach",
                solvedBelow);
    }

    @Override
    public String source() {
        return "Graves 2013 and Karpathy 2015, on other texts and from a zero state in every window";
    }

    @Override
    public List<Reference> references() {
        double uniform = StrictMath.log(text.size());
        double unigram = chanceLevel();
        double bigram = mean(testWindows, counts::bigram);
        return List.of(
                new Reference("uniform", new Score(uniform, uniform)),
                new Reference("unigram", new Score(unigram, unigram)),
                new Reference("bigram", new Score(bigram, bigram)));
    }

    private int[] heldOut(Part part) {
        return Windows.heldOut(part, sequenceLength + 1, sequenceLength + 1);
    }

    private DataSet draw(Random random, int size) {
        return batch(Windows.random(text.training(), sequenceLength + 1, size, random));
    }

    private DataSet batch(int[] windows) {
        int letters = text.size();
        SequenceBatch batch = new SequenceBatch(windows.length, letters, letters, sequenceLength);
        for (int b = 0; b < windows.length; b++) {
            for (int t = 0; t < sequenceLength; t++) {
                batch.input(b, text.at(windows[b] + t), t, 1);
                batch.label(b, text.at(windows[b] + t + 1), t, 1);
            }
        }
        return batch.toDataSet();
    }

    private double mean(int[] windows, Predictor predictor) {
        double sum = 0;
        for (int window : windows) {
            for (int t = 0; t < sequenceLength; t++) {
                sum += predictor.nats(text.at(window + t), text.at(window + t + 1));
            }
        }
        return sum / ((double) windows.length * sequenceLength);
    }

    /** −ln of the probability of a character after another. */
    private interface Predictor {
        double nats(int before, int letter);
    }
}
