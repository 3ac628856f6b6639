package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import gradflow.results.schema.RunBound;
import gradflow.stats.Interval;
import gradflow.stats.Median;
import gradflow.stats.Wilson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which share of the runs reaches which score on test data (R. Agarwal et al., <i>Deep
 * reinforcement learning at the edge of the statistical precipice</i>, NeurIPS 2021): at least the
 * score of a metric that is a share, at most that of an error. A run that diverged or failed
 * reaches none. The band is Wilson's at each score, where a bootstrap of 0 of 5 is a point.
 */
final class PerformanceProfiles implements Figure {
    private static final String SCORE = "test_metric";

    /**
     * The scores of a line.
     *
     * @param scores NaN for a run without
     * @param higherIsBetter whether a larger score is reached by fewer
     */
    private record Scores(List<Double> scores, boolean higherIsBetter) {

        int reached(double score) {
            return (int)
                    scores.stream()
                            .filter(own -> higherIsBetter ? own >= score : own <= score)
                            .count();
        }
    }

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        CheckedTable runs = folder.runs().sheet();
        if (folder.experiment().path("baseline").isEmpty()
                || runs == null
                || !runs.has(SCORE)
                || runs.rows().allMatch(row -> runs.text(row, SCORE).isEmpty())) {
            return Optional.empty();
        }
        Map<List<String>, Scores> lines = new LinkedHashMap<>();
        for (Run run : folder.runs().chosen()) {
            boolean higher = RunBound.isShare(runs.text(run.row(), "metric_name"));
            lines.computeIfAbsent(
                            List.of(run.cell(), run.setting()),
                            key -> new Scores(new ArrayList<>(), higher))
                    .scores()
                    .add(runs.number(run.row(), SCORE));
        }
        return Optional.of(draw(lines));
    }

    private static Drawing draw(Map<List<String>, Scores> lines) {
        FigureRows rows =
                new FigureRows("cell", "setting", "score", "share", "low", "high", "runs");
        lines.forEach((key, line) -> add(rows, key, line, all(lines, key.get(1))));
        String setting = rows.distinct("setting").get(0);
        double middle = Median.of(all(lines, setting));
        FigureRows there = new FigureRows("cell", "share");
        lines.forEach(
                (key, line) -> {
                    if (key.get(1).equals(setting)) {
                        there.add(key.get(0), share(line, middle));
                    }
                });
        String seen =
                Extremes.ofRows(
                        there,
                        "cell",
                        "share",
                        row -> true,
                        "most often",
                        "least often",
                        Numbers::percent);
        return new Plot("performance-profile", rows)
                .choice("setting")
                .sketch(Drawing.Sketch.Mark.LINE, "score", "share", false)
                .draw(
                        "Which scores runs reach",
                        "A score of %s, the median of all runs%s: %s Share of the runs that reach each score on test data (of an error, stay below it), with Wilson's 95 %% interval at each; runs that diverged or failed reach none."
                                .formatted(
                                        Numbers.of(middle),
                                        setting.isEmpty() ? "" : " of " + setting,
                                        seen),
                        "runs.csv");
    }

    private static double[] all(Map<List<String>, Scores> lines, String setting) {
        return lines.entrySet().stream()
                .filter(line -> line.getKey().get(1).equals(setting))
                .flatMap(line -> line.getValue().scores().stream())
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    private static double share(Scores line, double score) {
        return line.reached(score) / (double) line.scores().size();
    }

    /** The beginning of every step, and both ends of the scores of all lines beside it. */
    private static void add(FigureRows rows, List<String> key, Scores line, double... beside) {
        if (beside.length == 0) {
            return;
        }
        int runs = line.scores().size();
        int reached = line.higherIsBetter() ? line.reached(Double.NEGATIVE_INFINITY) : 0;
        add(rows, key, beside[0], reached, runs);
        double[] steps =
                line.scores().stream()
                        .mapToDouble(Double::doubleValue)
                        .filter(Double::isFinite)
                        .sorted()
                        .distinct()
                        .toArray();
        for (double step : steps) {
            reached = line.reached(line.higherIsBetter() ? Math.nextUp(step) : step);
            add(rows, key, step, reached, runs);
        }
        add(rows, key, beside[beside.length - 1], reached, runs);
    }

    private static void add(
            FigureRows rows, List<String> key, double score, int reached, int runs) {
        Interval band = Wilson.interval(reached, runs);
        rows.add(
                key.get(0),
                key.get(1),
                score,
                reached / (double) runs,
                band.low(),
                band.high(),
                runs);
    }
}
