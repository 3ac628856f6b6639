package gradflow.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import gradflow.results.Table;
import gradflow.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimEvaluationTest {
    /** Below zero. */
    private static final Claim ZERO =
            new Claim("c", 6, null, "s", "x", null, Relation.BELOW, 0.0, null, null, null);

    /** Two cells with two seeds each: LSTM 1, LSTM 2, GRU 1, GRU 2. */
    private static Judgement judge(String claim, Object... numbers) {
        ExperimentSpec spec =
                Specs.of(
                        "grid: [{cell: [LSTM, GRU]}]\nclaims: [{id: c, note: 6, says: s, column: test_loss, "
                                + claim
                                + "}]\n");
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            RunSpec run = spec.runs().get(i);
            rows.add(Arrays.asList(run.runId(), numbers[i]));
        }
        Table runs = new Table("runs.csv", List.of("run_id", "test_loss"), rows);
        return new ClaimEvaluation(spec.type(), spec.claims(), spec.runs(), runs).judge().get(0);
    }

    private static Verdict verdict(String claim, Object... numbers) {
        return judge(claim, numbers).verdict();
    }

    /** t(0.975, 1) = 12.7062; the mean of 11 and 12 has the standard error 0.5. */
    @Test
    void theIntervalIsStudentsOverSeeds() {
        Judgement judgement =
                judge("condition: {cell: LSTM}, relation: <, value: 18", 11.0, 12.0, 9.0, 9.0);
        assertThat(judgement.runs()).isEqualTo(2);
        assertThat(judgement.mean()).isEqualTo(11.5);
        assertThat(judgement.low()).isCloseTo(11.5 - 12.7062 / 2, within(1e-4));
        assertThat(judgement.high()).isCloseTo(11.5 + 12.7062 / 2, within(1e-4));
        assertThat(judgement.verdict()).isEqualTo(Verdict.CONFIRMED);
    }

    @Test
    void otherNumbersRefuteTheSameClaim() {
        String claim = "condition: {cell: LSTM}, relation: <, value: 1, margin: 0.5";
        assertThat(verdict(claim, 0.4, 0.4, 9.0, 9.0)).isEqualTo(Verdict.CONFIRMED);
        assertThat(verdict(claim, 0.5, 0.5, 0.0, 0.0)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(claim, 0.3, 0.7, 0.0, 0.0)).isEqualTo(Verdict.INCONCLUSIVE);
        String above = "condition: {cell: LSTM}, relation: '>', value: 1, margin: 0.5";
        assertThat(verdict(above, 1.6, 1.6, 0.0, 0.0)).isEqualTo(Verdict.CONFIRMED);
        assertThat(verdict(above, 1.5, 1.5, 9.0, 9.0)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(above, 1.3, 1.7, 9.0, 9.0)).isEqualTo(Verdict.INCONCLUSIVE);
        String within = "condition: {cell: LSTM}, relation: ≈, value: 1, margin: 0.5";
        assertThat(verdict(within, 0.5, 0.5, 9.0, 9.0)).isEqualTo(Verdict.CONFIRMED);
        assertThat(verdict(within, 1.6, 1.6, 1.0, 1.0)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict(within, 0.4, 1.0, 1.0, 1.0)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** One bad condition is enough: the claim is about all of them. */
    @Test
    void theWorstOfSeveralConditionsCounts() {
        assertThat(verdict("relation: <, value: 1", 0.1, 0.1, 0.2, 0.2))
                .isEqualTo(Verdict.CONFIRMED);
        assertThat(verdict("relation: <, value: 1", 0.1, 0.1, 2.0, 2.0)).isEqualTo(Verdict.REFUTED);
        assertThat(verdict("relation: '>', value: 1", 3.0, 3.0, 0.5, 0.5))
                .isEqualTo(Verdict.REFUTED);
        assertThat(verdict("relation: within, value: 1, margin: 1", 1.0, 1.0, -1.0, -1.0))
                .isEqualTo(Verdict.REFUTED);
    }

    /** The seeds differ by far more than the cells, which pairs do not mind. */
    @Test
    void conditionsArePairedBySeed() {
        String difference = "condition: {cell: LSTM}, versus: {cell: GRU}, relation: <";
        Judgement below = judge(difference, 1.0, 101.0, 2.0, 102.0);
        assertThat(below.mean()).isEqualTo(-1);
        assertThat(below.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(verdict(difference, 2.0, 102.0, 1.0, 101.0)).isEqualTo(Verdict.REFUTED);
        String ratio = difference + ", compare: ratio, margin: 0.4";
        Judgement half = judge(ratio, 1.0, 100.0, 2.0, 200.0);
        assertThat(half.mean()).isCloseTo(0.5, within(1e-15));
        assertThat(half.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(verdict(ratio, 1.4, 140.0, 2.0, 200.0)).isEqualTo(Verdict.REFUTED);
    }

    /** Each condition has its own interval; none has the numbers of another mixed in. */
    @Test
    void theConditionThatDecidesIsNamed() {
        Judgement confirmed = judge("relation: <, value: 20", 1.0, 1.1, 2.0, 3.0);
        assertThat(confirmed.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(confirmed.decidedBy()).isEqualTo("GRU");
        assertThat(confirmed.mean()).isEqualTo(2.5);
        assertThat(confirmed.conditions()).isEqualTo(2);
        assertThat(confirmed.runs()).isEqualTo(4);
        // t = 17.5 / 0.5 = 35 with one degree of freedom.
        assertThat(confirmed.pValue())
                .isCloseTo(2 * (0.5 - Math.atan(35) / Math.PI), within(1e-12));
        Judgement refuted = judge("relation: <, value: 1", 0.1, 0.2, 20.0, 20.1);
        assertThat(refuted.verdict()).isEqualTo(Verdict.REFUTED);
        assertThat(refuted.decidedBy()).isEqualTo("GRU");
        // Holm: two conditions, so twice p.
        double p = 2 * (0.5 - Math.atan(19.05 / 0.05) / Math.PI);
        assertThat(refuted.pValue()).isCloseTo(2 * p, within(1e-12));
    }

    /** t is 21 with one degree of freedom: p is 0.030 alone, and 0.061 among two. */
    @Test
    void aConditionAmongSeveralHadSeveralChances() {
        assertThat(verdict("condition: {cell: LSTM}, relation: <, value: 0", 1.0, 1.1, 0.0, 0.0))
                .isEqualTo(Verdict.REFUTED);
        assertThat(verdict("relation: <, value: 0", 1.0, 1.1, -1.0, 0.9))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    /**
     * Twelve conditions whose true means are half a standard deviation on the claim's side: the
     * worst of them in each seed would say otherwise nearly always.
     */
    @Test
    void manyConditionsDoNotRefuteWhatHolds() {
        Random random = new Random(7);
        int refuted = 0;
        int sweeps = 400;
        for (int sweep = 0; sweep < sweeps; sweep++) {
            List<Evidence> conditions = new ArrayList<>();
            for (int condition = 0; condition < 12; condition++) {
                double[] seeds = random.doubles(5).map(u -> random.nextGaussian() - 0.5).toArray();
                conditions.add(
                        new Sample("c" + condition, false, Interval.ALL, seeds).weighedBy(ZERO));
            }
            refuted += Weighing.judge(ZERO, 0, conditions).verdict() == Verdict.REFUTED ? 1 : 0;
        }
        assertThat(refuted).isLessThan(sweeps * 5 / 100);
    }

    /** At the boundary itself, at most one sweep of twenty is refuted, whatever the conditions. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 12})
    void theLevelHoldsForAllConditionsTogether(int count) {
        Random random = new Random(11);
        int refuted = 0;
        int sweeps = 2000;
        for (int sweep = 0; sweep < sweeps; sweep++) {
            List<Evidence> conditions = new ArrayList<>();
            for (int condition = 0; condition < count; condition++) {
                double[] seeds = random.doubles(5).map(u -> random.nextGaussian()).toArray();
                conditions.add(
                        new Sample("c" + condition, false, Interval.ALL, seeds).weighedBy(ZERO));
            }
            refuted += Weighing.judge(ZERO, 0, conditions).verdict() == Verdict.REFUTED ? 1 : 0;
        }
        // 5 % and four standard deviations of 2000 draws; a two-sided test has half of it wrong.
        assertThat(refuted).isBetween(sweeps * 5 / 1000, sweeps * 7 / 100);
    }

    /** 0 of 5 is no certainty: Wilson's upper end is 0.434. */
    @Test
    void whatHappensOrDoesNotHasWilsonsInterval() {
        String claim = "condition: {cell: LSTM}, relation: <, value: ";
        Judgement never = judgeTraining("", "solved_on_test", claim + "0.7", 0L, 0L);
        assertThat(never.low()).isZero();
        assertThat(never.high()).isCloseTo(0.6576, within(1e-4));
        assertThat(never.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(judgeTraining("", "solved_on_test", claim + "0.6", 0L, 0L).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** A column is of events by its declaration, not because its numbers happen to be 0 and 1. */
    @Test
    void otherNumbersThatAreNoughtAndOneAreNoEvents() {
        String claim = "condition: {cell: LSTM}, relation: <, value: 0.7";
        Judgement judgement = judgeTraining("", "gradient_horizon", claim, 0L, 0L);
        assertThat(judgement.high()).isZero();
    }

    /** t(0.975, 1) = 12.7; the ends of the range stop it on both sides. */
    @Test
    void intervalsStayInsideTheRangeOfTheirColumn() {
        String claim = "condition: {cell: LSTM}, relation: '>', value: 0.5";
        Judgement accuracy = judgeTraining("accuracy", "test_metric", claim, 0.9, 1.0);
        assertThat(accuracy.low()).isCloseTo(0.95 - 12.7062 * 0.05, within(1e-4));
        assertThat(accuracy.high()).isEqualTo(1);
        assertThat(judgeTraining("accuracy", "test_metric", claim, 0.1, 0.9).low()).isZero();
        Judgement error = judgeTraining("mean_absolute_error", "test_metric", claim, 0.9, 1.0);
        assertThat(error.high()).isCloseTo(0.95 + 12.7062 * 0.05, within(1e-4));
        Judgement loss = judgeTraining("", "test_loss", claim, 0.1, 0.9);
        assertThat(loss.low()).isZero();
        assertThat(loss.high()).isGreaterThan(5);
        // T is 10, so the largest lag is 9.
        Judgement horizon = judgeTraining("", "gradient_horizon", claim, 8L, 9L);
        assertThat(horizon.high()).isEqualTo(9);
    }

    /** A difference of two shares is −1 … 1, a ratio is not below 0. */
    @Test
    void differencesHaveTheRangeOfBothTheirNumbers() {
        String pairs = "condition: {cell: LSTM}, versus: {cell: GRU}, relation: '>'";
        Judgement shares = judgeTraining("accuracy", "test_metric", pairs, 0.5, 1.0, 0.4, 0.2);
        assertThat(shares.mean()).isCloseTo(0.45, within(1e-12));
        assertThat(shares.low()).isEqualTo(-1);
        assertThat(shares.high()).isEqualTo(1);
        Judgement horizons = judgeTraining("", "gradient_horizon", pairs, 5L, 9L, 1L, 9L);
        assertThat(horizons.low()).isEqualTo(-9);
        assertThat(horizons.high()).isEqualTo(9);
        Judgement ratio =
                judgeTraining(
                        "accuracy", "test_metric", pairs + ", compare: ratio", 0.5, 1.0, 0.4, 0.2);
        assertThat(ratio.low()).isBetween(0.0, 0.1);
        assertThat(ratio.high()).isGreaterThan(100);
    }

    /** That an accuracy is below 1.2 needs no seeds: p is 0, not what a t test would say. */
    @Test
    void whatLiesOutsideOfTheRangeLeavesNoDoubt() {
        String claim = "condition: {cell: LSTM}, relation: <, value: 1.2";
        Judgement sure = judgeTraining("accuracy", "test_metric", claim, 0.1, 1.0);
        assertThat(sure.verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(sure.pValue()).isZero();
    }

    /** LSTM with seeds 1 and 2, then GRU; sequences of 10 steps. */
    private static Judgement judgeTraining(
            String metric, String column, String claim, Object... numbers) {
        ExperimentSpec spec =
                Specs.of(
                        "fixed: {sequenceLength: 10}\ngrid: [{cell: [LSTM, GRU]}]\n"
                                + "claims: [{id: c, note: 6, says: s, column: %s, %s}]\n"
                                        .formatted(column, claim));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            rows.add(Arrays.asList(spec.runs().get(i).runId(), metric, numbers[i]));
        }
        Table runs = new Table("runs.csv", List.of("run_id", "metric_name", column), rows);
        return new ClaimEvaluation(spec.type(), spec.claims(), spec.runs(), runs).judge().get(0);
    }

    @Test
    void aSentenceMayStandAgainstTheNote() {
        String claim = "condition: {cell: LSTM}, relation: <, value: 5";
        assertThat(onNote(claim, 1.0, 1.1, 0.0, 0.0)).isEqualTo("supported");
        assertThat(onNote(claim, 9.0, 9.0, 0.0, 0.0)).isEqualTo("contradicted");
        assertThat(onNote(claim, 1.0, 9.0, 0.0, 0.0)).isEqualTo("open");
        String against = claim + ", bears: against";
        assertThat(onNote(against, 1.0, 1.1, 0.0, 0.0)).isEqualTo("contradicted");
        assertThat(onNote(against, 9.0, 9.0, 0.0, 0.0)).isEqualTo("open");
    }

    private static Object onNote(String claim, Object... numbers) {
        List<Object> row = ClaimEvaluation.table(List.of(judge(claim, numbers))).rows().get(0);
        return row.get(row.size() - 1);
    }

    @Test
    void aMissingNumberDecidesNothing() {
        assertThat(verdict("relation: <, value: 1", 0.1, null, 0.1, 0.1))
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict("relation: <, value: 1", 0.1, Double.NaN, 0.1, 0.1))
                .isEqualTo(Verdict.INCONCLUSIVE);
        Judgement none = judge("relation: <, value: 1");
        assertThat(none.runs()).isZero();
        assertThat(none.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(
                        verdict(
                                "condition: {cell: LSTM}, relation: '>', value: 1",
                                2.0,
                                1.0 / 0,
                                3.0,
                                3.0))
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    /** Of two learning rates LSTM was given the second and GRU the first; others say 100. */
    @Test
    void onlyTheRunsWithTheChosenNuisanceCount() {
        String body =
                """
                grid: [{cell: [LSTM, GRU]}]
                nuisance: {learningRate: [0.1, 0.01]}
                claims: [{id: c, note: 6, says: s, column: test_loss, %s}]
                """;
        Judgement alone = judgeTuned(body.formatted("relation: <, value: 5"));
        assertThat(alone.runs()).isEqualTo(4);
        assertThat(alone.mean()).isEqualTo(2);
        assertThat(alone.verdict()).isEqualTo(Verdict.CONFIRMED);
        Judgement pairs =
                judgeTuned(
                        body.formatted(
                                "condition: {cell: LSTM}, versus: {cell: GRU}, relation: <"));
        assertThat(pairs.runs()).isEqualTo(2);
        assertThat(pairs.mean()).isEqualTo(-1);
        assertThat(pairs.verdict()).isEqualTo(Verdict.CONFIRMED);
    }

    private static Judgement judgeTuned(String body) {
        ExperimentSpec spec = Specs.of(body);
        List<List<Object>> rows = new ArrayList<>();
        for (RunSpec run : spec.runs()) {
            boolean lstm = run.condition().equals("LSTM");
            boolean chosen = run.nuisances().get("learningRate").equals(lstm ? "0.01" : "0.1");
            double loss = lstm ? 1.0 : 2.0;
            rows.add(List.of(run.runId(), chosen ? loss : 100.0, chosen));
        }
        assertThat(rows).hasSize(8);
        Table runs = new Table("runs.csv", List.of("run_id", "test_loss", "chosen"), rows);
        return new ClaimEvaluation(spec.type(), spec.claims(), spec.runs(), runs).judge().get(0);
    }

    @Test
    void theTableHoldsTheClaimAndItsNumbers() {
        Judgement judgement =
                judge(
                        "condition: {cell: [LSTM]}, versus: {cell: GRU}, relation: <",
                        1.0,
                        2.0,
                        2.0,
                        3.0);
        Table table = ClaimEvaluation.table(List.of(judgement));
        assertThat(table.columns())
                .containsExactly(
                        "note",
                        "claim",
                        "says",
                        "column",
                        "condition",
                        "versus",
                        "relation",
                        "value",
                        "margin",
                        "runs",
                        "mean",
                        "low",
                        "high",
                        "verdict",
                        "conditions",
                        "decided_by",
                        "p_value",
                        "note_verdict");
        assertThat(table.rows().get(0))
                .containsExactly(
                        6,
                        "c",
                        "s",
                        "test_loss",
                        "cell=LSTM",
                        "difference from cell=GRU",
                        "<",
                        0.0,
                        0.0,
                        2,
                        -1.0,
                        -1.0,
                        -1.0,
                        "confirmed",
                        1,
                        "LSTM",
                        0.0,
                        "supported");
        assertThat(Judgement.lines(List.of(judgement)).get(0))
                .startsWith("confirmed  note 6  s [c: test_loss = -1");
    }
}
