package gradflow.claim;

import gradflow.stats.Holm;
import java.util.Comparator;
import java.util.List;

/**
 * The verdict on a claim about several conditions. It is confirmed if every condition's own 95 %
 * interval lies where the claim has it: each of them could have spoilt it, so nothing is to be
 * corrected (R. L. Berger, <i>Multiparameter hypothesis testing and acceptance sampling</i>,
 * Technometrics 24, 1982). It is refuted if one condition's test against it stays below 0.05 after
 * Holm's correction over the conditions, each of which had its chance to spoil it.
 */
final class Weighing {
    private static final double LEVEL = 0.05;

    private Weighing() {}

    /**
     * Weighs the evidence.
     *
     * @param missing how many runs lack the number, without which nothing is confirmed
     * @param conditions the evidence of each condition that has a number
     */
    static Judgement judge(Claim claim, int missing, List<Evidence> conditions) {
        int runs = conditions.stream().mapToInt(Evidence::runs).sum();
        if (conditions.isEmpty()) {
            return new Judgement(
                    claim,
                    runs,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Verdict.INCONCLUSIVE,
                    0,
                    "",
                    Double.NaN);
        }
        double[] against = Holm.adjust(conditions.stream().mapToDouble(Evidence::pWrong).toArray());
        int worst = indexOfSmallest(against);
        if (against[worst] < LEVEL) {
            return judgement(
                    claim, conditions, conditions.get(worst), against[worst], Verdict.REFUTED);
        }
        Evidence weakest =
                conditions.stream()
                        .max(
                                Comparator.comparingDouble(Evidence::pRight)
                                        .thenComparingDouble(e -> -e.slack()))
                        .orElseThrow();
        boolean all =
                missing == 0
                        && conditions.stream()
                                .allMatch(
                                        evidence ->
                                                Verdict.of(claim, evidence.interval())
                                                        == Verdict.CONFIRMED);
        return judgement(
                claim,
                conditions,
                weakest,
                weakest.pRight(),
                all ? Verdict.CONFIRMED : Verdict.INCONCLUSIVE);
    }

    private static Judgement judgement(
            Claim claim, List<Evidence> conditions, Evidence decided, double p, Verdict verdict) {
        return new Judgement(
                claim,
                conditions.stream().mapToInt(Evidence::runs).sum(),
                decided.mean(),
                decided.interval().low(),
                decided.interval().high(),
                verdict,
                conditions.size(),
                decided.condition(),
                p);
    }

    private static int indexOfSmallest(double... values) {
        int smallest = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[smallest]) {
                smallest = i;
            }
        }
        return smallest;
    }
}
