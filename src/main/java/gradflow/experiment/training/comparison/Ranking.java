package gradflow.experiment.training.comparison;

import gradflow.plan.ExperimentSpec;
import gradflow.results.Columns;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ranking.csv: what ranks first, over all blocks and in each of them. A contender is a cell with a
 * mitigation; a block is a task with its length, and whatever else the grid varies.
 */
public final class Ranking {
    private static final String CELL = "cell";
    private static final String MITIGATION = "mitigation";
    private static final String ALL = "all";
    private final ExperimentSpec spec;
    private final List<String> blockFactors;

    /**
     * The ranking of an experiment.
     *
     * @param spec with cells and mitigations in its grid
     */
    public Ranking(ExperimentSpec spec) {
        this.spec = spec;
        blockFactors =
                spec.factors().stream()
                        .filter(factor -> !List.of(CELL, MITIGATION).contains(factor))
                        .toList();
    }

    /**
     * Whether there is something to rank.
     *
     * @return true if the grid has cells and mitigations
     */
    public static boolean isPossible(ExperimentSpec spec) {
        return spec.factors().contains(CELL) && spec.factors().contains(MITIGATION);
    }

    /**
     * The contenders over all blocks.
     *
     * @return the best first
     */
    public List<RankedContender> overall(List<ConditionResults> conditions) {
        return contest(conditions).over(groups(conditions, List.of(CELL, MITIGATION)).values());
    }

    /**
     * The table.
     *
     * @return all blocks together, then each of them
     */
    public Table of(List<ConditionResults> conditions) {
        Contest contest = contest(conditions);
        List<String> everywhere = blockFactors.stream().map(factor -> ALL).toList();
        List<List<Object>> rows = new ArrayList<>();
        overall(conditions).forEach(contender -> rows.add(row(everywhere, contender)));
        if (blockFactors.isEmpty()) {
            return new Table("ranking.csv", columns(), rows);
        }
        groups(conditions, blockFactors)
                .forEach(
                        (block, members) ->
                                contest.over(members.stream().map(List::of).toList())
                                        .forEach(contender -> rows.add(row(block, contender))));
        return new Table("ranking.csv", columns(), rows);
    }

    private Contest contest(List<ConditionResults> conditions) {
        Map<String, Double> ranks = new HashMap<>();
        groups(conditions, blockFactors)
                .values()
                .forEach(block -> ranks.putAll(BlockRanks.of(block)));
        return new Contest(spec.baseline(), conditions, ranks);
    }

    /** Conditions that have the same values of some factors. */
    private static Map<List<String>, List<ConditionResults>> groups(
            List<ConditionResults> conditions, List<String> factors) {
        Map<List<String>, List<ConditionResults>> groups = new LinkedHashMap<>();
        for (ConditionResults condition : conditions) {
            Map<String, String> values = condition.run().factors();
            groups.computeIfAbsent(
                            factors.stream().map(values::get).toList(), key -> new ArrayList<>())
                    .add(condition);
        }
        return groups;
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        blockFactors.stream().map(Columns::name).forEach(columns::add);
        columns.addAll(Columns.names(RankedContender.class));
        return columns;
    }

    private static List<Object> row(List<String> block, RankedContender contender) {
        List<Object> row = new ArrayList<>(block);
        row.addAll(Columns.values(contender));
        return row;
    }
}
