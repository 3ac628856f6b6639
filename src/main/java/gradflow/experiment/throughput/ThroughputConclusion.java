package gradflow.experiment.throughput;

import gradflow.experiment.Conclusion;
import gradflow.experiment.RunResult;
import gradflow.model.Implementation;
import gradflow.model.RunSpec;
import gradflow.model.ThroughputSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Columns;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables and the answer of a throughput experiment. */
final class ThroughputConclusion {
    /** The columns of runs.csv about which claims may be made. */
    static final List<String> CLAIMABLE =
            List.of("iterations", "parameters", "gigaflop_per_iteration", "layer_bytes");

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
                        .filter(result -> result.outcome().isPresent())
                        .map(ThroughputConclusion::timing)
                        .toList();
        return new Conclusion(
                List.of(runs(results), Table.of(Table.TIMINGS, Timing.class, timings)),
                answer(timings));
    }

    private Table runs(List<RunResult> results) {
        List<String> columns = new ArrayList<>(List.of("run_id"));
        spec.factors().stream().map(Columns::name).forEach(columns::add);
        columns.addAll(List.of("seed", "status"));
        columns.addAll(CLAIMABLE);
        return new Table(
                "runs.csv",
                Columns.distinct(columns),
                results.stream().map(ThroughputConclusion::row).toList());
    }

    private static List<Object> row(RunResult result) {
        RunSpec run = result.run();
        Optional<ThroughputOutcome> outcome = outcome(result);
        List<Object> row = new ArrayList<>(List.of(run.runId()));
        row.addAll(run.factors().values());
        row.add(run.seed());
        row.add(result.status().word());
        row.add(result.iterations());
        row.add(outcome.map(ThroughputOutcome::parameters).orElse(null));
        ThroughputSettings settings = run.settings(ThroughputSettings.class);
        row.add(settings.gigaflop());
        boolean ours = settings.implementation() == Implementation.GRADFLOW;
        row.add(ours ? ThroughputMemory.layerBytes(settings) : null);
        return row;
    }

    private static Timing timing(RunResult result) {
        ThroughputSettings settings = result.run().settings(ThroughputSettings.class);
        ThroughputOutcome outcome = outcome(result).orElseThrow();
        double speed = settings.gigaflop() / (outcome.median() / 1e3);
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
                outcome.median(),
                outcome.lowerQuartile(),
                outcome.upperQuartile(),
                outcome.least(),
                settings.iterations(),
                speed,
                outcome.gemmPeak(),
                speed / outcome.gemmPeak(),
                outcome.allocatedBytesPerIteration(),
                outcome.captureOverhead());
    }

    private static Optional<ThroughputOutcome> outcome(RunResult result) {
        return result.outcome().map(ThroughputOutcome.class::cast);
    }

    private static List<String> answer(List<Timing> timings) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%-10s %-15s %6s %6s %6s %6s %10s %10s %9s %8s"
                        .formatted(
                                "cell",
                                "implementation",
                                "batch",
                                "time",
                                "input",
                                "hidden",
                                "ms/iter",
                                "GFLOP/s",
                                "of peak",
                                "capture"));
        for (Timing t : timings) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%-10s %-15s %6d %6d %6d %6d %10.3f %10.1f %8.0f%% %8s",
                            t.cell(),
                            t.implementation(),
                            t.batch(),
                            t.time(),
                            t.input(),
                            t.hidden(),
                            t.millisecondsPerIterationMedian(),
                            t.gigaflopsPerSecond(),
                            100 * t.shareOfGemmPeak(),
                            Double.isNaN(t.captureOverhead())
                                    ? ""
                                    : String.format(
                                            Locale.ROOT, "%+.1f%%", 100 * t.captureOverhead())));
        }
        return lines;
    }
}
