package gradflow.experiment.throughput;

import gradflow.console.TextTable;
import gradflow.experiment.Conclusion;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.RunResult;
import gradflow.model.Implementation;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Column;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables and the answer of a throughput experiment. */
final class ThroughputConclusion {
    /** The columns of runs.csv about which claims may be made. */
    static final List<String> CLAIMABLE = measured().stream().map(Column::name).toList();

    private final ExperimentSpec spec;

    ThroughputConclusion(ExperimentSpec spec) {
        this.spec = spec;
    }

    /** A row of timings.csv; everything that a clock or a counter gave. */
    record Timing(
            String cell,
            String implementation,
            int batch,
            int time,
            int input,
            int hidden,
            String loss,
            int classes,
            int tbptt,
            double millisecondsPerIterationMedian,
            double millisecondsPerIterationP25,
            double millisecondsPerIterationP75,
            double millisecondsPerIterationMin,
            int iterations,
            double gigaflopsPerSecond,
            double gemmPeakGigaflopsPerSecond,
            double shareOfGemmPeak,
            double allocatedHeapBytesPerIteration,
            double captureOverhead) {}

    Conclusion of(List<RunResult> results) {
        List<Timing> timings =
                results.stream()
                        .filter(RunResult::isMeasured)
                        .map(ThroughputConclusion::timing)
                        .toList();
        return new Conclusion(
                List.of(runs(results), Table.of(Table.TIMINGS, Timing.class, timings)),
                answer(timings));
    }

    private static List<Column<RunResult>> measured() {
        return List.of(
                Column.number("iterations", RunResult::iterations),
                Column.number("parameters", result -> result.value("parameters")),
                Column.number("gigaflop_per_iteration", result -> settings(result).gigaflop()),
                Column.number("layer_bytes", ThroughputConclusion::layerBytes));
    }

    private static Object layerBytes(RunResult result) {
        ThroughputSettings settings = settings(result);
        boolean ours = settings.implementation() == Implementation.GRADFLOW;
        return ours ? ThroughputMemory.layerBytes(settings) : null;
    }

    private static ThroughputSettings settings(RunResult result) {
        return result.run().settings(ThroughputSettings.class);
    }

    private Table runs(List<RunResult> results) {
        List<Column<RunResult>> columns = new ArrayList<>(MeasuredTables.runColumns(spec));
        columns.addAll(measured());
        columns.add(MeasuredTables.failure());
        return Column.table("runs.csv", columns, results);
    }

    private static Timing timing(RunResult result) {
        ThroughputSettings settings = result.run().settings(ThroughputSettings.class);
        ThroughputTimes times = ThroughputTimes.of(result.outcome());
        double speed = settings.gigaflop() / (times.median() / 1e3);
        return new Timing(
                settings.cell().label(),
                settings.implementation().label(),
                settings.batch(),
                settings.time(),
                settings.input(),
                settings.hidden(),
                settings.loss().label(),
                settings.classes(),
                settings.tbptt(),
                times.median(),
                times.lowerQuartile(),
                times.upperQuartile(),
                times.least(),
                settings.iterations(),
                speed,
                times.gemmPeak(),
                speed / times.gemmPeak(),
                times.allocatedBytesPerIteration(),
                times.captureOverhead());
    }

    private static List<String> answer(List<Timing> timings) {
        TextTable table = new TextTable().text("cell").text("implementation");
        List.of("batch", "time", "input", "hidden").forEach(table::number);
        List.of("ms/iter", "GFLOP/s", "of peak", "capture").forEach(table::number);
        for (Timing t : timings) {
            table.row(
                    t.cell(),
                    t.implementation(),
                    Integer.toString(t.batch()),
                    Integer.toString(t.time()),
                    Integer.toString(t.input()),
                    Integer.toString(t.hidden()),
                    text("%.3f", t.millisecondsPerIterationMedian()),
                    text("%.1f", t.gigaflopsPerSecond()),
                    text("%.0f%%", 100 * t.shareOfGemmPeak()),
                    text("%+.1f%%", 100 * t.captureOverhead()));
        }
        return table.lines();
    }

    private static String text(String format, double number) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, format, number);
    }
}
