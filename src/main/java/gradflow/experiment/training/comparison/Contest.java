package gradflow.experiment.training.comparison;

import gradflow.experiment.Status;
import gradflow.stats.EffectSize;
import gradflow.stats.Holm;
import gradflow.stats.Interval;
import gradflow.stats.SignedRankTest;
import gradflow.stats.Wilson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares contenders, each by its conditions in one or more blocks, with their baselines. */
final class Contest {
    private final Map<String, String> baseline;
    private final List<ConditionResults> conditions;
    private final Map<String, Double> ranks;

    /**
     * A contest.
     *
     * @param baseline values of factors that make a condition the one to compare with
     * @param conditions of all contenders
     * @param ranks of the conditions in their blocks
     */
    Contest(
            Map<String, String> baseline,
            List<ConditionResults> conditions,
            Map<String, Double> ranks) {
        this.baseline = baseline;
        this.conditions = conditions;
        this.ranks = ranks;
    }

    /** The contenders, the best first. */
    List<RankedContender> over(Collection<List<ConditionResults>> contenders) {
        List<List<ConditionResults>> sorted =
                contenders.stream().sorted(Comparator.comparingDouble(this::meanRank)).toList();
        List<Optional<Pairs>> pairs = sorted.stream().map(this::pairs).toList();
        double[] pValues =
                pairs.stream().mapToDouble(p -> p.map(Pairs::pValue).orElse(Double.NaN)).toArray();
        double[] adjusted = Holm.adjust(pValues);
        List<RankedContender> ranked = new ArrayList<>();
        int place = 1;
        for (int i = 0; i < pValues.length; i++) {
            boolean equal = i > 0 && meanRank(sorted.get(i)) == meanRank(sorted.get(i - 1));
            place = equal ? place : i + 1;
            ranked.add(contender(place, sorted.get(i), pairs.get(i), adjusted[i]));
        }
        return ranked;
    }

    private RankedContender contender(
            int place, List<ConditionResults> members, Optional<Pairs> pairs, double adjusted) {
        Map<String, String> factors = members.get(0).run().factors();
        int runs = members.stream().mapToInt(member -> member.results().size()).sum();
        int solved = members.stream().mapToInt(member -> member.count(Status.SOLVED)).sum();
        Interval rate = Wilson.interval(solved, runs);
        Optional<Interval> effect = pairs.map(Pairs::effectInterval);
        return new RankedContender(
                place,
                factors.get("cell"),
                factors.get("mitigation"),
                members.size(),
                meanRank(members),
                runs,
                solved,
                (double) solved / runs,
                rate.low(),
                rate.high(),
                BudgetShares.of(members).mean(),
                pairs.map(Pairs::pValue).orElse(null),
                pairs.isPresent() ? Double.valueOf(adjusted) : null,
                pairs.map(Pairs::effect).orElse(null),
                effect.map(Interval::low).orElse(null),
                effect.map(Interval::high).orElse(null));
    }

    private double meanRank(List<ConditionResults> members) {
        return members.stream()
                .mapToDouble(member -> ranks.get(member.condition()))
                .average()
                .orElse(Double.NaN);
    }

    /** With the baseline in every block; empty for the baseline itself. */
    private Optional<Pairs> pairs(List<ConditionResults> members) {
        List<ConditionResults> others = new ArrayList<>();
        for (ConditionResults member : members) {
            member.baseline(baseline, conditions).ifPresent(others::add);
        }
        return others.size() == members.size()
                ? Optional.of(new Pairs(BudgetShares.of(members), BudgetShares.of(others)))
                : Optional.empty();
    }

    /** The budget shares of runs with the same seed in the same block. */
    private record Pairs(BudgetShares own, BudgetShares others) {

        double pValue() {
            return SignedRankTest.pValue(own.minus(others));
        }

        double effect() {
            return EffectSize.cliffsDelta(own.values(), others.values());
        }

        Interval effectInterval() {
            return EffectSize.cliffsDeltaInterval(own.values(), others.values());
        }
    }
}
