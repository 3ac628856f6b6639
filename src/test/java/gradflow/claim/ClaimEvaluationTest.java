package gradflow.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimEvaluationTest {

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
        return new ClaimEvaluation(spec.claims(), spec.runs(), runs).judge().get(0);
    }

    private static Verdict verdict(String claim, Object... numbers) {
        return judge(claim, numbers).verdict();
    }

    /** t(0.975, 1) = 12.7062; the mean of 1 and 2 has the standard error 0.5. */
    @Test
    void theIntervalIsStudentsOverSeeds() {
        Judgement judgement =
                judge("condition: {cell: LSTM}, relation: <, value: 8", 1.0, 2.0, 9.0, 9.0);
        assertThat(judgement.runs()).isEqualTo(2);
        assertThat(judgement.mean()).isEqualTo(1.5);
        assertThat(judgement.low()).isCloseTo(1.5 - 12.7062 / 2, within(1e-4));
        assertThat(judgement.high()).isCloseTo(1.5 + 12.7062 / 2, within(1e-4));
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
        return new ClaimEvaluation(spec.claims(), spec.runs(), runs).judge().get(0);
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
                        "verdict");
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
                        "confirmed");
        assertThat(judgement.line()).startsWith("confirmed     note  6  s [c: test_loss = -1");
    }
}
