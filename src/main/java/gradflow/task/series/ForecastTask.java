package gradflow.task.series;

import gradflow.model.Readout;
import gradflow.task.NextStepTask;
import gradflow.task.Part;
import gradflow.task.SequenceBatch;
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
 * The next value of a series is to be forecast: features [B, 1, T] are values less the mean of the
 * training part, divided by its standard deviation, labels [B, 1, T] the values one step later. The
 * label mask is 1 from the second quarter of a window on (step T/4, rounded down, from 0 on), since
 * a state that starts at zero has to see some values first.
 *
 * <p>The series is split by time: 70 % train, 15 % validate, 15 % test. A training batch holds
 * windows of T + 1 values at random places. Held-out windows overlap only where the later one has
 * no labels yet, so no value is forecast twice; at most 64 are taken, spread evenly. The loss is
 * the squared error in normalised units, the metric the absolute error in the data's own unit.
 */
public final class ForecastTask implements NextStepTask {
    private static final int WARM_UP_SHARE = 4;

    private final ForecastSet set;
    private final SplitSeries series;
    private final int sequenceLength;
    private final TaskData data;
    private final NaiveForecasts naive;
    private final double solvedBelow;

    public ForecastTask(ForecastSet set, Series values, int sequenceLength) {
        series = new SplitSeries(values);
        series.checkHas(sequenceLength + 1, set.season());
        this.set = set;
        this.sequenceLength = sequenceLength;
        int[] validationWindows = heldOut(series.validation());
        int[] testWindows = heldOut(series.test());
        data =
                new TaskData(
                        1,
                        1,
                        sequenceLength,
                        this::draw,
                        batch(validationWindows),
                        batch(testWindows));
        naive = new NaiveForecasts(series, targets(testWindows), set.season());
        solvedBelow =
                new NaiveForecasts(series, targets(validationWindows), set.season()).smallestLoss();
    }

    @Override
    public Readout readout() {
        return Readout.LINEAR;
    }

    @Override
    public TaskData data() {
        return data;
    }

    @Override
    public Score score(INDArray predictions, DataSet batch) {
        return new Score(
                StepLosses.squaredError(predictions, batch),
                StepLosses.absoluteError(predictions, batch) * series.deviation());
    }

    @Override
    public String metricName() {
        return "mean_absolute_error";
    }

    @Override
    public double chanceLevel() {
        return naive.trainingMean().metric();
    }

    @Override
    public double solvedBelow() {
        return solvedBelow;
    }

    @Override
    public String solveRule() {
        return String.format(
                Locale.ROOT,
                "squared error below %.4g, what the better naive forecast has on the validation data",
                solvedBelow);
    }

    @Override
    public String source() {
        return set.source();
    }

    @Override
    public List<Reference> references() {
        return naive.references();
    }

    private int warmUp() {
        return sequenceLength / WARM_UP_SHARE;
    }

    private int[] heldOut(Part part) {
        return Windows.heldOut(part, sequenceLength + 1, sequenceLength - warmUp());
    }

    /** The indices of all values that are forecast in windows. */
    private int[] targets(int[] windows) {
        return Arrays.stream(windows)
                .flatMap(
                        start ->
                                IntStream.rangeClosed(start + warmUp() + 1, start + sequenceLength))
                .toArray();
    }

    private DataSet draw(Random random, int size) {
        return batch(Windows.random(series.training(), sequenceLength + 1, size, random));
    }

    private DataSet batch(int[] windows) {
        SequenceBatch batch = new SequenceBatch(windows.length, 1, 1, sequenceLength);
        for (int b = 0; b < windows.length; b++) {
            for (int t = 0; t < sequenceLength; t++) {
                batch.input(b, 0, t, series.normalised(windows[b] + t));
                if (t >= warmUp()) {
                    batch.label(b, 0, t, series.normalised(windows[b] + t + 1));
                }
            }
        }
        return batch.toDataSet();
    }
}
