package gradflow.experiment.byhand;

import gradflow.experiment.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A line for every condition: the largest errors of its runs. */
final class ByHandAnswer {
    private ByHandAnswer() {}

    static List<String> lines(List<RunResult> results) {
        Map<String, List<RunResult>> conditions = new LinkedHashMap<>();
        results.stream()
                .filter(RunResult::isMeasured)
                .forEach(
                        result ->
                                conditions
                                        .computeIfAbsent(
                                                result.run().condition(), key -> new ArrayList<>())
                                        .add(result));
        List<String> lines = new ArrayList<>();
        lines.add("Largest relative error of the product of all factors against");
        lines.add(line("condition", "Deeplearning4j", "its shares", "differences"));
        conditions.forEach(
                (condition, runs) ->
                        lines.add(
                                line(
                                        condition,
                                        largest(runs, "error_vs_dl4j"),
                                        largest(runs, "share_error_vs_dl4j"),
                                        largest(runs, "error_vs_central_differences"))));
        return lines;
    }

    private static String largest(List<RunResult> results, String column) {
        double largest =
                results.stream().mapToDouble(r -> r.number(column)).max().orElse(Double.NaN);
        return String.format(Locale.ROOT, "%.1e", largest);
    }

    private static String line(String condition, String dl4j, String shares, String differences) {
        return "%-60s %14s %14s %14s".formatted(condition, dl4j, shares, differences);
    }
}
