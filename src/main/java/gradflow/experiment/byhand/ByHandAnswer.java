package gradflow.experiment.byhand;

import gradflow.experiment.Measurement;
import gradflow.experiment.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A line for every condition: the largest errors of its runs. */
final class ByHandAnswer {
    private ByHandAnswer() {}

    static List<String> lines(List<RunResult> results) {
        Map<String, List<ByHandNumbers>> conditions = new LinkedHashMap<>();
        for (RunResult result : results) {
            result.outcome()
                    .ifPresent(
                            outcome ->
                                    conditions
                                            .computeIfAbsent(
                                                    result.run().condition(),
                                                    key -> new ArrayList<>())
                                            .add(
                                                    (ByHandNumbers)
                                                            ((Measurement) outcome).numbers()));
        }
        List<String> lines = new ArrayList<>();
        lines.add("Largest relative error of the product of all factors against");
        lines.add(line("condition", "Deeplearning4j", "its shares", "differences"));
        conditions.forEach(
                (condition, numbers) ->
                        lines.add(
                                line(
                                        condition,
                                        largest(numbers, ByHandNumbers::errorVsDl4j),
                                        largest(numbers, ByHandNumbers::shareErrorVsDl4j),
                                        largest(
                                                numbers,
                                                ByHandNumbers::errorVsCentralDifferences))));
        return lines;
    }

    private static String largest(
            List<ByHandNumbers> numbers, ToDoubleFunction<ByHandNumbers> error) {
        return String.format(
                Locale.ROOT, "%.1e", numbers.stream().mapToDouble(error).max().orElse(Double.NaN));
    }

    private static String line(String condition, String dl4j, String shares, String differences) {
        return "%-60s %14s %14s %14s".formatted(condition, dl4j, shares, differences);
    }
}
