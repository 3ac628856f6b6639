package gradflow.experiment.training.comparison;

import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Table;
import gradflow.stats.Improvement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * improvement.csv: how probably a contender's run has a smaller test loss than one of its baseline.
 * A contender is what the baseline's settings and the cell say; a block all other settings.
 */
public final class ImprovementTable {
    private static final String CELL = "cell";
    private static final String ALL = "all";
    private final ExperimentSpec spec;

    /**
     * The table of an experiment.
     *
     * @param spec with a baseline
     */
    public ImprovementTable(ExperimentSpec spec) {
        this.spec = spec;
    }

    /**
     * A row.
     *
     * @param contender its values of the settings that the baseline names, and its cell
     * @param cell its cell
     * @param block the values of all other settings, or all
     * @param baseline what it is compared with
     * @param blocks that both are in
     * @param runs its own
     * @param baselineRuns those of the baseline
     * @param improvement 0 … 1
     * @param improvementLow lower end of its 95 % interval
     * @param improvementHigh upper end
     */
    private record Row(
            String contender,
            String cell,
            String block,
            String baseline,
            int blocks,
            int runs,
            int baselineRuns,
            double improvement,
            double improvementLow,
            double improvementHigh) {}

    /** A condition and the one that it is compared with. */
    private record Pair(ConditionResults own, ConditionResults other) {}

    /**
     * The table.
     *
     * @return empty if nothing can be compared
     */
    public Optional<Table> of(List<ConditionResults> conditions) {
        Map<String, List<Pair>> contenders = new LinkedHashMap<>();
        for (ConditionResults condition : conditions) {
            condition
                    .baseline(spec.baseline(), conditions)
                    .ifPresent(
                            other ->
                                    contenders
                                            .computeIfAbsent(
                                                    contender(condition), c -> new ArrayList<>())
                                            .add(new Pair(condition, other)));
        }
        List<Row> rows = new ArrayList<>();
        contenders.forEach(
                (contender, pairs) -> {
                    rows.add(row(contender, ALL, pairs));
                    if (hasBlocks()) {
                        pairs.forEach(pair -> rows.add(row(contender, block(pair), List.of(pair))));
                    }
                });
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Table.of("improvement.csv", Row.class, rows));
    }

    private Row row(String contender, String block, List<Pair> pairs) {
        double[][] own =
                pairs.stream().map(pair -> pair.own().rankedLosses()).toArray(double[][]::new);
        double[][] others =
                pairs.stream().map(pair -> pair.other().rankedLosses()).toArray(double[][]::new);
        Improvement improvement = Improvement.of(own, others);
        Pair first = pairs.get(0);
        return new Row(
                contender,
                first.own().settings().cell().label(),
                block,
                contender(first.other()),
                pairs.size(),
                pairs.stream().mapToInt(pair -> pair.own().results().size()).sum(),
                pairs.stream().mapToInt(pair -> pair.other().results().size()).sum(),
                improvement.probability(),
                improvement.interval().low(),
                improvement.interval().high());
    }

    private boolean hasBlocks() {
        return !spec.factors().stream().allMatch(this::isOfContender);
    }

    private boolean isOfContender(String factor) {
        return factor.equals(CELL) || spec.baseline().containsKey(factor);
    }

    private String contender(ConditionResults condition) {
        return text(condition.run(), this::isOfContender);
    }

    private String block(Pair pair) {
        return text(pair.own().run(), factor -> !isOfContender(factor));
    }

    private static String text(RunSpec run, Predicate<String> wanted) {
        return run.factors().entrySet().stream()
                .filter(factor -> wanted.test(factor.getKey()))
                .map(
                        factor ->
                                factor.getKey().equals(CELL)
                                        ? factor.getValue()
                                        : factor.getKey() + "=" + factor.getValue())
                .collect(Collectors.joining(" "));
    }
}
