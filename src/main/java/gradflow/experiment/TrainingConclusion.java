package gradflow.experiment;

import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import gradflow.probe.PathRow;
import gradflow.results.Table;
import gradflow.spec.ExperimentSpec;
import gradflow.spec.TrainingSettings;
import gradflow.task.Task;
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
        List<ConditionResults> conditions = ConditionResults.group(results);
        List<GradientRow> gradients =
                outcomes(results).flatMap(outcome -> outcome.gradients().stream()).toList();
        List<ParameterRow> parameters =
                outcomes(results).flatMap(outcome -> outcome.parameters().stream()).toList();
        List<PathRow> paths =
                outcomes(results).flatMap(outcome -> outcome.paths().stream()).toList();
        List<Table> tables =
                List.of(
                        new RunsTable(spec, tasks).of(results),
                        Table.of("gradients.csv", GradientRow.class, gradients),
                        Table.of("paths.csv", PathRow.class, paths),
                        Table.of("parameters.csv", ParameterRow.class, parameters),
                        new SummaryTable(spec).of(conditions));
        return new Conclusion(tables, new TrainingAnswer(tasks).lines(conditions));
    }

    private static Stream<TrainingOutcome> outcomes(List<RunResult> results) {
        return results.stream()
                .filter(result -> result.outcome().isPresent())
                .map(ConditionResults::outcome);
    }
}
