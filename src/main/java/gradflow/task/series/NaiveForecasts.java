package gradflow.task.series;

import gradflow.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** What forecasts without any model reach on given values of a series. */
final class NaiveForecasts {
    private final SplitSeries series;
    private final int[] targets;
    private final List<Task.Reference> references = new ArrayList<>();

    /**
     * Judges them.
     *
     * @param targets indices of the values to be forecast
     * @param season steps of a season, or 0 if there is none
     */
    NaiveForecasts(SplitSeries series, int[] targets, int season) {
        this.series = series;
        this.targets = targets.clone();
        references.add(new Task.Reference("persistence", score(i -> series.normalised(i - 1))));
        if (season > 0) {
            references.add(
                    new Task.Reference(
                            "seasonal-naive", score(i -> series.normalised(i - season))));
        }
    }

    /** The last value; and, if there is a season, the value one season earlier. */
    List<Task.Reference> references() {
        return List.copyOf(references);
    }

    /** The loss of the best of them. */
    double smallestLoss() {
        return references.stream()
                .mapToDouble(reference -> reference.score().loss())
                .min()
                .orElseThrow();
    }

    /** Always the mean of the training part, which is 0 in normalised units. */
    Task.Score trainingMean() {
        return score(i -> 0);
    }

    private Task.Score score(IntToDoubleFunction forecast) {
        double squares = 0;
        double absolutes = 0;
        for (int target : targets) {
            double error = forecast.applyAsDouble(target) - series.normalised(target);
            squares += error * error;
            absolutes += Math.abs(error);
        }
        return new Task.Score(
                squares / targets.length, absolutes / targets.length * series.deviation());
    }
}
