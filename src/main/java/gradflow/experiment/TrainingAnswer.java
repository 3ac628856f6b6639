package gradflow.experiment;

import gradflow.spec.TrainingSettings;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The table on the console and the sentence below it; medians over the seeds. */
final class TrainingAnswer {
    private final Function<TrainingSettings, Task> tasks;

    TrainingAnswer(Function<TrainingSettings, Task> tasks) {
        this.tasks = tasks;
    }

    List<String> lines(List<ConditionResults> conditions) {
        int width = conditions.stream().mapToInt(c -> c.condition().length()).max().orElse(0);
        Task first = tasks.apply(conditions.get(0).settings());
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s  %s  %s  %s  %s  %s  %s"
                        .formatted(
                                padded("condition", width),
                                "decay/step before, after training",
                                "horizon before, after",
                                first.metricName(),
                                "chance",
                                "solved",
                                "diverged, failed"));
        for (ConditionResults condition : conditions) {
            lines.add(
                    "%s  %16s %16s  %12s %8s  %8s  %6s  %6s  %16s"
                            .formatted(
                                    padded(condition.condition(), width),
                                    number(condition, o -> o.atStart().decayPerStep(), "%.4f"),
                                    number(condition, o -> o.atEnd().decayPerStep(), "%.4f"),
                                    number(condition, o -> o.atStart().horizon(), "%.0f"),
                                    number(condition, o -> o.atEnd().horizon(), "%.0f"),
                                    number(condition, TrainingOutcome::testMetric, "%.3f"),
                                    text(tasks.apply(condition.settings()).chanceLevel(), "%.3f"),
                                    condition.count(Status.SOLVED)
                                            + "/"
                                            + condition.results().size(),
                                    condition.count(Status.DIVERGED)
                                            + ", "
                                            + condition.count(Status.FAILED)));
        }
        lines.add("");
        lines.add(sentence(conditions));
        lines.add(best(conditions));
        return lines;
    }

    private static String sentence(List<ConditionResults> conditions) {
        ToDoubleFunction<ConditionResults> decay =
                condition -> condition.median(outcome -> outcome.atStart().decayPerStep());
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
                        text(decay.applyAsDouble(condition), "%.3f"),
                        condition.condition(),
                        number(condition, outcome -> outcome.atStart().horizon(), "%.0f"),
                        condition.settings().sequenceLength() - 1);
    }

    private String best(List<ConditionResults> conditions) {
        return conditions.stream()
                .filter(condition -> !Double.isNaN(metric(condition)))
                .max(Comparator.comparingDouble(TrainingAnswer::metric))
                .map(
                        condition ->
                                "Best test %s: %s in %s (chance: %s)."
                                        .formatted(
                                                tasks.apply(condition.settings()).metricName(),
                                                text(metric(condition), "%.3f"),
                                                condition.condition(),
                                                text(
                                                        tasks.apply(condition.settings())
                                                                .chanceLevel(),
                                                        "%.3f")))
                .orElse("No run was trained to the end.");
    }

    private static double metric(ConditionResults condition) {
        return condition.median(TrainingOutcome::testMetric);
    }

    private static String number(
            ConditionResults condition, ToDoubleFunction<TrainingOutcome> number, String format) {
        return text(condition.median(number), format);
    }

    private static String text(double number, String format) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, format, number);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
