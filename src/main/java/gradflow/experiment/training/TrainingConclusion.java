package gradflow.experiment.training;

import gradflow.experiment.Conclusion;
import gradflow.experiment.RunResult;
import gradflow.experiment.training.comparison.ConditionResults;
import gradflow.experiment.training.comparison.HorizonTable;
import gradflow.experiment.training.comparison.ImprovementTable;
import gradflow.experiment.training.comparison.RankedContender;
import gradflow.experiment.training.comparison.Ranking;
import gradflow.model.settings.TaskSettings;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Table;
import gradflow.task.Task;
import gradflow.task.table.TableTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        List<RunResult> chosen = Tuning.chosen(spec, results);
        List<ConditionResults> conditions = ConditionResults.group(chosen);
        List<Table> tables = new ArrayList<>();
        tables.add(new RunsTable(spec, tasks).of(results, chosen));
        List<String> tuning = new ArrayList<>();
        if (spec.tuning().isPresent()) {
            TuningTable table = TuningTable.of(spec, results);
            tables.add(table.table());
            tuning.addAll(table.lines());
            if (conditions.isEmpty()) {
                return new Conclusion(tables, tuning);
            }
        }
        TrainingDetails details = new TrainingDetails(conditions);
        tables.addAll(details.tables());
        tables.add(new SummaryTable(spec, tasks).of(conditions));
        tables.add(HorizonTable.of(conditions));
        new ImprovementTable(spec).of(conditions).ifPresent(tables::add);
        List<RankedContender> ranked = List.of();
        if (Ranking.isPossible(spec)) {
            Ranking ranking = new Ranking(spec);
            ranked = ranking.overall(conditions);
            tables.add(ranking.of(conditions));
        }
        if (!spec.leftOut().isEmpty()) {
            tables.add(leftOut());
        }
        tables.addAll(details.looks());
        details.samples().ifPresent(tables::add);
        details.predictions().ifPresent(tables::add);
        tables.addAll(details.networks());
        tableColumns(conditions).ifPresent(tables::add);
        List<ReferenceRow> references = references(conditions);
        if (!references.isEmpty()) {
            tables.add(Table.of("references.csv", ReferenceRow.class, references));
        }
        List<String> answer = new TrainingAnswer(tasks).lines(conditions, ranked);
        return new Conclusion(tables, Stream.concat(answer.stream(), tuning.stream()).toList());
    }

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

    /** How the columns of users' tables were normalised; empty where there are none. */
    private Optional<Table> tableColumns(List<ConditionResults> conditions) {
        List<TableTask.ColumnRow> rows =
                conditions.stream()
                        .map(condition -> tasks.apply(condition.settings()))
                        .distinct()
                        .filter(TableTask.class::isInstance)
                        .flatMap(task -> ((TableTask) task).columns().stream())
                        .distinct()
                        .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Table.of("columns.csv", TableTask.ColumnRow.class, rows));
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
}
