package gradflow.experiment.training;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Recorded;
import gradflow.experiment.RunResult;
import gradflow.model.TaskSettings;
import gradflow.model.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import gradflow.probe.PathRow;
import gradflow.results.Table;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables and the answer of a training experiment. */
final class TrainingConclusion {
    private final ExperimentSpec spec;
    private final Function<TrainingSettings, Task> tasks;

    TrainingConclusion(ExperimentSpec spec, Function<TrainingSettings, Task> tasks) {
        this.spec = spec;
        this.tasks = tasks;
    }

    Conclusion of(List<RunResult> results) {
        List<RunResult> chosen = Tuning.chosen(results);
        List<ConditionResults> conditions = ConditionResults.group(chosen);
        List<Recorded> details = details(conditions);
        List<Table> tables = new ArrayList<>();
        tables.add(new RunsTable(spec, tasks).of(results, chosen));
        tables.add(table("gradients.csv", GradientRow.class, details, Recorded::gradients));
        tables.add(table("paths.csv", PathRow.class, details, Recorded::paths));
        tables.add(table("parameters.csv", ParameterRow.class, details, Recorded::parameters));
        tables.add(new SummaryTable(spec, tasks).of(conditions));
        tables.add(HorizonTable.of(conditions));
        List<RankedContender> ranked = List.of();
        if (Ranking.isPossible(spec)) {
            Ranking ranking = new Ranking(spec);
            ranked = ranking.overall(conditions);
            tables.add(ranking.of(conditions));
        }
        if (!spec.leftOut().isEmpty()) {
            tables.add(leftOut());
        }
        List<SampleRow> samples = samples(conditions);
        if (!samples.isEmpty()) {
            tables.add(Table.of("samples.csv", SampleRow.class, samples));
        }
        List<ReferenceRow> references = references(conditions);
        if (!references.isEmpty()) {
            tables.add(Table.of("references.csv", ReferenceRow.class, references));
        }
        return new Conclusion(tables, new TrainingAnswer(tasks).lines(conditions, ranked));
    }

    /**
     * Text that a trained network wrote.
     *
     * @param runId the run
     * @param testLoss its loss on the test data
     * @param text what it wrote
     */
    private record SampleRow(String runId, double testLoss, String text) {}

    /**
     * What a simple predictor reaches on a task's test data.
     *
     * @param task the task
     * @param sequenceLength T
     * @param classes that are told apart, 0 for the task's own
     * @param reference the predictor
     * @param testLoss mean over the test examples
     * @param testMetric mean over the test examples
     * @param metricName what the metric is called
     */
    private record ReferenceRow(
            String task,
            int sequenceLength,
            int classes,
            String reference,
            double testLoss,
            double testMetric,
            String metricName) {}

    private List<ReferenceRow> references(List<ConditionResults> conditions) {
        return conditions.stream()
                .map(ConditionResults::settings)
                .flatMap(
                        settings -> {
                            Task task = tasks.apply(settings);
                            return task.references().stream()
                                    .map(reference -> row(settings.data(), task, reference));
                        })
                .distinct()
                .toList();
    }

    private static ReferenceRow row(TaskSettings settings, Task task, Task.Reference reference) {
        return new ReferenceRow(
                settings.task(),
                settings.sequenceLength(),
                settings.classes(),
                reference.name(),
                reference.score().loss(),
                reference.score().metric(),
                task.metricName());
    }

    private static List<SampleRow> samples(List<ConditionResults> conditions) {
        return firstSeeds(conditions)
                .flatMap(
                        result ->
                                ConditionResults.outcome(result).sample().stream()
                                        .map(
                                                text ->
                                                        new SampleRow(
                                                                result.run().runId(),
                                                                ConditionResults.outcome(result)
                                                                        .testLoss(),
                                                                text)))
                .toList();
    }

    private Table leftOut() {
        List<List<Object>> rows = new ArrayList<>();
        spec.leftOut().forEach((condition, reason) -> rows.add(List.of(condition, reason)));
        return new Table("left_out.csv", List.of("condition", "reason"), rows);
    }

    private static <R extends Record> Table table(
            String file, Class<R> type, List<Recorded> details, Function<Recorded, List<R>> rows) {
        return Table.of(file, type, details.stream().flatMap(d -> rows.apply(d).stream()).toList());
    }

    private static List<Recorded> details(List<ConditionResults> conditions) {
        return firstSeeds(conditions)
                .map(result -> ConditionResults.outcome(result).recorded())
                .toList();
    }

    /** The runs whose details are wanted: the first seeds of each condition. */
    private static Stream<RunResult> firstSeeds(List<ConditionResults> conditions) {
        return conditions.stream()
                .flatMap(
                        condition -> {
                            int seeds = condition.settings().watch().detailSeeds();
                            return condition.results().stream()
                                    .limit(seeds == 0 ? Long.MAX_VALUE : seeds);
                        })
                .filter(result -> result.outcome().isPresent());
    }
}
