package gradflow.experiment.training;

import gradflow.experiment.training.comparison.ConditionResults;
import gradflow.experiment.training.comparison.RankedContender;
import gradflow.model.settings.TaskSettings;
import gradflow.model.settings.TrainingSettings;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The table on the console and the sentences below it; medians over the seeds. */
final class TrainingAnswer {
    private final Function<TrainingSettings, Task> tasks;

    TrainingAnswer(Function<TrainingSettings, Task> tasks) {
        this.tasks = tasks;
    }

    /**
     * The lines.
     *
     * @param conditions with the values chosen in tuning
     * @param ranking the contenders over all blocks, the best first; empty without a ranking
     */
    List<String> lines(List<ConditionResults> conditions, List<RankedContender> ranking) {
        List<String> lines =
                new ArrayList<>(
                        ranking.isEmpty()
                                ? ConsoleTables.ofConditions(conditions, tasks)
                                : ConsoleTables.ofPlaces(ranking));
        lines.add("");
        lines.add(sentence(conditions));
        rules(conditions).forEach(lines::add);
        best(conditions).forEach(lines::add);
        return lines;
    }

    /** What solved means, for every task. */
    private List<String> rules(List<ConditionResults> conditions) {
        return conditions.stream()
                .map(
                        condition -> {
                            Task task = tasks.apply(condition.settings());
                            return "Solved in %s: %s (%s)."
                                    .formatted(
                                            condition.settings().data().task(),
                                            task.solveRule(),
                                            task.source());
                        })
                .distinct()
                .toList();
    }

    private static String sentence(List<ConditionResults> conditions) {
        ToDoubleFunction<ConditionResults> decay = condition -> condition.median("decay_per_step");
        List<ConditionResults> byDecay =
                conditions.stream()
                        .filter(condition -> !Double.isNaN(decay.applyAsDouble(condition)))
                        .sorted(Comparator.comparingDouble(decay))
                        .toList();
        if (byDecay.isEmpty()) {
            return "No run has a gradient profile: there is nothing to compare.";
        }
        ConditionResults fastest = byDecay.get(0);
        ConditionResults slowest = byDecay.get(byDecay.size() - 1);
        String decays = "Before training, each step back in time multiplies the gradient by ";
        decays += factor(fastest, decay);
        if (byDecay.size() > 1) {
            decays += " and by " + factor(slowest, decay);
        }
        return decays + ".";
    }

    private static String factor(
            ConditionResults condition, ToDoubleFunction<ConditionResults> decay) {
        return "%s in %s (horizon: lag %s of %d)"
                .formatted(
                        ConsoleTables.text(decay.applyAsDouble(condition), "%.3f"),
                        condition.condition(),
                        ConsoleTables.median(condition, "gradient_horizon", "%.0f"),
                        condition.settings().data().sequenceLength() - 1);
    }

    /** For every task and length. */
    private List<String> best(List<ConditionResults> conditions) {
        Map<TaskSettings, List<ConditionResults>> byTask = new LinkedHashMap<>();
        for (ConditionResults condition : conditions) {
            if (!Double.isNaN(metric(condition))) {
                byTask.computeIfAbsent(condition.settings().data(), key -> new ArrayList<>())
                        .add(condition);
            }
        }
        if (byTask.isEmpty()) {
            return List.of("No run was trained to the end.");
        }
        List<String> lines = new ArrayList<>();
        byTask.forEach((settings, members) -> lines.add(best(settings, members)));
        return lines;
    }

    private String best(TaskSettings settings, List<ConditionResults> members) {
        Task task = tasks.apply(members.get(0).settings());
        Comparator<ConditionResults> order = Comparator.comparingDouble(TrainingAnswer::metric);
        ConditionResults best =
                members.stream().min(task.isLowerBetter() ? order : order.reversed()).orElseThrow();
        StringBuilder line = new StringBuilder();
        line.append(
                "Best median test %s (conditions: %d), %s with T=%d: %s in %s (chance %s"
                        .formatted(
                                task.metricName(),
                                members.size(),
                                settings.task(),
                                settings.sequenceLength(),
                                ConsoleTables.text(metric(best), "%.3f"),
                                best.condition(),
                                ConsoleTables.text(task.chanceLevel(), "%.3f")));
        for (Task.Reference reference : task.references()) {
            line.append(", ")
                    .append(reference.name())
                    .append(' ')
                    .append(ConsoleTables.text(reference.score().metric(), "%.3f"));
        }
        return line.append(").").toString();
    }

    private static double metric(ConditionResults condition) {
        return condition.median("test_metric");
    }
}
