package gradflow.experiment.training;

import gradflow.console.TextTable;
import gradflow.experiment.Status;
import gradflow.experiment.training.comparison.ConditionResults;
import gradflow.experiment.training.comparison.RankedContender;
import gradflow.model.settings.TrainingSettings;
import gradflow.task.Task;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Conditions, or their places in a ranking, on the console. */
final class ConsoleTables {
    private ConsoleTables() {}

    /**
     * A row for each condition, with medians over its seeds: decay per step and horizon before
     * training and after it. Runs that failed are told elsewhere, each with its cause.
     */
    static List<String> ofConditions(
            List<ConditionResults> conditions, Function<TrainingSettings, Task> tasks) {
        TextTable table =
                new TextTable()
                        .text("condition")
                        .number("decay")
                        .number("decay end")
                        .number("horizon")
                        .number("horizon end")
                        .number("metric")
                        .number("chance")
                        .number("solved")
                        .number("diverged");
        for (ConditionResults condition : conditions) {
            table.row(
                    condition.condition(),
                    median(condition, "decay_per_step", "%.4f"),
                    median(condition, "final_decay_per_step", "%.4f"),
                    median(condition, "gradient_horizon", "%.0f"),
                    median(condition, "final_gradient_horizon", "%.0f"),
                    median(condition, "test_metric", "%.3f"),
                    text(tasks.apply(condition.settings()).chanceLevel(), "%.3f"),
                    condition.count(Status.SOLVED) + "/" + condition.results().size(),
                    String.valueOf(condition.count(Status.DIVERGED)));
        }
        return table.lines();
    }

    /** A row for each contender, over all blocks. */
    static List<String> ofPlaces(List<RankedContender> ranking) {
        TextTable table =
                new TextTable()
                        .text("cell")
                        .text("mitigation")
                        .number("place")
                        .number("mean rank")
                        .number("solved")
                        .number("budget share")
                        .number("p (Holm)");
        for (RankedContender contender : ranking) {
            table.row(
                    contender.cell(),
                    contender.mitigation(),
                    String.valueOf(contender.place()),
                    text(contender.meanRank(), "%.2f"),
                    contender.solved() + "/" + contender.runs(),
                    text(contender.meanBudgetShare(), "%.3f"),
                    contender.pValueHolm() == null ? "-" : text(contender.pValueHolm(), "%.4f"));
        }
        return table.lines();
    }

    static String median(ConditionResults condition, String column, String format) {
        return text(condition.median(column), format);
    }

    static String text(double number, String format) {
        return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, format, number);
    }
}
