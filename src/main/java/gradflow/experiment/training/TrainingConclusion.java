package gradflow.experiment.training;

import gradflow.experiment.Conclusion;
import gradflow.experiment.RunResult;
import gradflow.model.RunSpec;
import gradflow.model.TaskSettings;
import gradflow.model.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import gradflow.probe.PathRow;
import gradflow.probe.TrainingProbe;
import gradflow.results.Columns;
import gradflow.results.Table;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The tables and the answer of a training experiment. */
final class TrainingConclusion {
    private static final String GRADIENTS = "gradients.csv";
    private static final String PATHS = "paths.csv";
    private static final String PARAMETERS = "parameters.csv";
    private static final String SAMPLES = "samples.csv";
    private final ExperimentSpec spec;
    private final Function<TrainingSettings, Task> tasks;

    TrainingConclusion(ExperimentSpec spec, Function<TrainingSettings, Task> tasks) {
        this.spec = spec;
        this.tasks = tasks;
    }

    Conclusion of(List<RunResult> results) {
        List<RunResult> chosen = Tuning.chosen(results);
        List<ConditionResults> conditions = ConditionResults.group(chosen);
        List<Table> tables = new ArrayList<>();
        tables.add(new RunsTable(spec, tasks).of(results, chosen));
        tables.add(detail(GRADIENTS, GradientRow.class, conditions));
        tables.add(detail(PATHS, PathRow.class, conditions));
        tables.add(detail(PARAMETERS, ParameterRow.class, conditions));
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
        Table samples = detail(SAMPLES, SampleRow.class, conditions);
        if (!samples.rows().isEmpty()) {
            tables.add(samples);
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

    private Table leftOut() {
        List<List<Object>> rows = new ArrayList<>();
        spec.leftOut().forEach((condition, reason) -> rows.add(List.of(condition, reason)));
        return new Table("left_out.csv", List.of("condition", "reason"), rows);
    }

    /** The further files of a run. */
    static Table[] details(
            String runId, TrainingProbe probe, Task.Score test, Optional<String> sample) {
        List<SampleRow> samples =
                sample.map(text -> new SampleRow(runId, test.loss(), text)).stream().toList();
        return new Table[] {
            Table.of(GRADIENTS, GradientRow.class, probe.gradientRows()),
            Table.of(PATHS, PathRow.class, probe.pathRows()),
            Table.of(PARAMETERS, ParameterRow.class, probe.parameterRows()),
            Table.of(SAMPLES, SampleRow.class, samples)
        };
    }

    /**
     * The runs whose details are not written whatever the tuning chooses: for each condition and
     * each of its nuisance values those of later seeds.
     */
    static List<RunSpec> withoutDetails(ExperimentSpec spec) {
        Map<List<Object>, Integer> seen = new HashMap<>();
        return spec.runs().stream()
                .filter(
                        run -> {
                            int seeds = detailSeeds(run);
                            List<Object> group = List.of(run.condition(), run.nuisances());
                            return seen.merge(group, 1, Integer::sum) > seeds && seeds != 0;
                        })
                .toList();
    }

    private static int detailSeeds(RunSpec run) {
        return run.settings(TrainingSettings.class).watch().detailSeeds();
    }

    /** Rows of as many seeds of each condition as details are wanted of. */
    private static Table detail(
            String file, Class<? extends Record> type, List<ConditionResults> conditions) {
        List<List<Object>> rows = new ArrayList<>();
        for (ConditionResults condition : conditions) {
            int seeds = detailSeeds(condition.run());
            condition.results().stream()
                    .limit(seeds == 0 ? Long.MAX_VALUE : seeds)
                    .forEach(result -> rows.addAll(result.outcome().rows(file)));
        }
        return new Table(file, Columns.names(type), rows);
    }
}
