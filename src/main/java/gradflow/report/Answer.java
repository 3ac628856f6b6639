package gradflow.report;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Naming;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What results say, in sentences with numbers and intervals. */
final class Answer {
    private static final int MOST_BLOCKS = 8;
    private static final int MOST_CLAIMS = 8;
    private final ReportFolder folder;

    Answer(ReportFolder folder) {
        this.folder = folder;
    }

    /** The sentences, each of which stands alone. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        folder.sheet("summary.csv").ifPresent(summary -> trained(summary, sentences));
        folder.sheet("ranking.csv").ifPresent(ranking -> sentences.add(ranked(ranking)));
        if (folder.sheet("summary.csv").isEmpty()) {
            new Timings(folder).sentences().forEach(sentences::add);
        }
        folder.sheet("claims.csv").ifPresent(claims -> claimed(claims, sentences));
        if (folder.sheet("rounds.csv").isEmpty()) {
            sentences.add(runs());
        }
        return sentences;
    }

    private void trained(CheckedTable summary, List<String> sentences) {
        Naming naming = Naming.of(folder, summary);
        Map<String, List<Integer>> blocks = new LinkedHashMap<>();
        for (int row = 0; row < summary.size(); row++) {
            blocks.computeIfAbsent(naming.block(row), block -> new ArrayList<>()).add(row);
        }
        blocks.entrySet().stream()
                .limit(MOST_BLOCKS)
                .forEach(
                        block ->
                                sentences.add(
                                        (block.getKey().isEmpty()
                                                        ? ""
                                                        : upper(block.getKey()) + ": ")
                                                + best(summary, naming, block.getValue())));
        if (blocks.size() > MOST_BLOCKS) {
            sentences.add(
                    "The other %d settings are in the table below."
                            .formatted(blocks.size() - MOST_BLOCKS));
        }
        horizons(summary, naming).ifPresent(sentences::add);
    }

    private String best(CheckedTable summary, Naming naming, List<Integer> rows) {
        String loss = "test_loss_iqm";
        Optional<Integer> best = extreme(summary, rows, loss, 1);
        Optional<Integer> worst = extreme(summary, rows, loss, -1);
        StringBuilder sentence = new StringBuilder();
        if (best.isPresent()) {
            sentence.append("the smallest test loss has ")
                    .append(withInterval(summary, naming, best.get(), loss));
            if (rows.size() > 1) {
                sentence.append(", the largest ")
                        .append(withInterval(summary, naming, worst.orElseThrow(), loss));
            }
            sentence.append(". ");
        }
        int most = rows.stream().mapToInt(row -> summary.whole(row, "solved")).max().orElse(0);
        if (most == 0) {
            sentence.append("No run solves the task.");
        } else {
            sentence.append(solved(summary, naming, rows));
        }
        return upper(sentence.toString());
    }

    private static String solved(CheckedTable summary, Naming naming, List<Integer> rows) {
        int row =
                rows.stream()
                        .min(
                                (a, b) -> {
                                    int rate =
                                            Double.compare(
                                                    summary.number(b, "solve_rate"),
                                                    summary.number(a, "solve_rate"));
                                    return rate != 0
                                            ? rate
                                            : Double.compare(
                                                    summary.number(a, "mean_budget_share"),
                                                    summary.number(b, "mean_budget_share"));
                                })
                        .orElseThrow();
        double median = summary.number(row, "iterations_to_solve_median");
        return "%s solves it most reliably and soonest: %d of %d runs (95 %% interval %s)%s."
                .formatted(
                        upper(naming.contender(row)),
                        summary.whole(row, "solved"),
                        summary.whole(row, "runs"),
                        Numbers.interval(
                                summary.number(row, "solve_rate_low"),
                                summary.number(row, "solve_rate_high")),
                        Double.isNaN(median)
                                ? ""
                                : ", after %s updates in the median".formatted(Numbers.of(median)));
    }

    private static Optional<Integer> extreme(
            CheckedTable sheet, List<Integer> rows, String column, int sign) {
        return rows.stream()
                .filter(row -> Double.isFinite(sheet.number(row, column)))
                .min(
                        (a, b) ->
                                sign
                                        * Double.compare(
                                                sheet.number(a, column), sheet.number(b, column)));
    }

    private static String withInterval(CheckedTable sheet, Naming naming, int row, String column) {
        return "%s with %s (95 %% interval %s)"
                .formatted(
                        naming.contender(row),
                        Numbers.of(sheet.number(row, column)),
                        Numbers.interval(
                                sheet.number(row, column + "_low"),
                                sheet.number(row, column + "_high")));
    }

    private static Optional<String> horizons(CheckedTable summary, Naming naming) {
        String horizon = "gradient_horizon_median";
        if (!summary.has(horizon)) {
            return Optional.empty();
        }
        List<Integer> rows = summary.rows().boxed().toList();
        Optional<Integer> furthest = extreme(summary, rows, horizon, -1);
        Optional<Integer> nearest = extreme(summary, rows, horizon, 1);
        if (furthest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "Before training the gradient reaches furthest back in %s (horizon %s steps, median over the seeds) and least far in %s (%s)."
                        .formatted(
                                ConditionNames.words(naming, furthest.get()),
                                Numbers.of(summary.number(furthest.get(), horizon)),
                                ConditionNames.words(naming, nearest.orElseThrow()),
                                Numbers.of(summary.number(nearest.get(), horizon))));
    }

    private static String ranked(CheckedTable ranking) {
        double p = ranking.number(0, "p_value_holm");
        return "Over all settings %s with %s comes first: mean rank %s, %d of %d runs solved (95 %% interval %s)%s."
                .formatted(
                        ranking.text(0, "cell"),
                        Naming.words("mitigation", ranking.text(0, "mitigation")),
                        Numbers.of(ranking.number(0, "mean_rank")),
                        ranking.whole(0, "solved"),
                        ranking.whole(0, "runs"),
                        Numbers.interval(
                                ranking.number(0, "solve_rate_low"),
                                ranking.number(0, "solve_rate_high")),
                        Double.isNaN(p)
                                ? ""
                                : "; against the baseline p = %s after Holm's correction"
                                        .formatted(Numbers.of(p)));
    }

    private void claimed(CheckedTable claims, List<String> sentences) {
        Map<String, Long> verdicts =
                claims.rows()
                        .mapToObj(row -> claims.text(row, "verdict"))
                        .collect(
                                Collectors.groupingBy(
                                        v -> v, LinkedHashMap::new, Collectors.counting()));
        sentences.add(
                "Of %s %s."
                        .formatted(
                                Numbers.count(claims.size(), "claim"),
                                verdicts.entrySet().stream()
                                        .map(
                                                v ->
                                                        v.getValue()
                                                                + (v.getValue() == 1
                                                                        ? " is "
                                                                        : " are ")
                                                                + v.getKey())
                                        .collect(Collectors.joining(", "))));
        ConditionNames names = new ConditionNames(folder);
        claims.rows()
                .limit(MOST_CLAIMS)
                .forEach(
                        row ->
                                sentences.add(
                                        "%s %s: mean %s, 95 %% interval %s%s."
                                                .formatted(
                                                        ended(claims.text(row, "says")),
                                                        upper(claims.text(row, "verdict")),
                                                        Numbers.of(claims.number(row, "mean")),
                                                        Numbers.interval(
                                                                claims.number(row, "low"),
                                                                claims.number(row, "high")),
                                                        decider(claims, row, names))));
        if (claims.size() > MOST_CLAIMS) {
            sentences.add("The other claims are in the table below.");
        }
    }

    /**
     * The words that say which runs a claim's mean is of: one condition's among several, or all.
     */
    private static String decider(CheckedTable claims, int row, ConditionNames names) {
        if (claims.has("decided_by") && claims.whole(row, "conditions") > 1) {
            return " in %s, which decides of %d conditions"
                    .formatted(
                            names.of(claims.text(row, "decided_by")),
                            claims.whole(row, "conditions"));
        }
        return " over " + Numbers.count(claims.whole(row, "runs"), "run");
    }

    private String runs() {
        CheckedTable sheet = folder.runs().sheet();
        if (sheet == null) {
            return "There are no runs.";
        }
        Map<String, Long> counts =
                folder.runs().all().stream()
                        .map(Run::row)
                        .map(row -> sheet.text(row, "status"))
                        .collect(
                                Collectors.groupingBy(
                                        status -> status,
                                        LinkedHashMap::new,
                                        Collectors.counting()));
        return "%s: %s."
                .formatted(
                        Numbers.count(folder.runs().all().size(), "run"),
                        counts.entrySet().stream()
                                .map(count -> count.getValue() + " " + count.getKey())
                                .collect(Collectors.joining(", ")));
    }

    private static String ended(String sentence) {
        return upper(sentence.matches("(?s).*[.!?]") ? sentence : sentence + ".");
    }

    private static String upper(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
