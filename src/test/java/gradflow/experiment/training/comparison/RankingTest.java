package gradflow.experiment.training.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.experiment.RunResult;
import gradflow.experiment.training.Outcomes;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Overrides;
import gradflow.plan.Specs;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two blocks, three contenders and three seeds; a budget of 100 iterations. Worked out by hand. */
class RankingTest {
    /** Rounding of sums of a few numbers. */
    private static final double ROUNDING = 1e-15;

    private static final int NEVER = 0;

    private static final ExperimentSpec SPEC =
            spec(
                    "fixed: {sequences: 3200, batchSize: 32}\n",
                    "[LSTM]",
                    "[none, chrono, layer-norm]");

    private static ExperimentSpec spec(String fixed, String cells, String mitigations) {
        String body =
                """
                grid:
                  - cell: %s
                  - mitigation: %s
                  - sequenceLength: [8, 16]
                baseline: {mitigation: none}
                """
                        .formatted(cells, mitigations);
        return Specs.of(Specs.HEAD + fixed + body, false, Overrides.parse("seeds=[1,2,3]"));
    }

    /** Iterations to solve in the order of the runs: contender, block, seed. */
    private static List<ConditionResults> results(ExperimentSpec spec, int... iterations) {
        List<RunResult> results = new ArrayList<>();
        for (int i = 0; i < iterations.length; i++) {
            RunSpec run = spec.runs().get(i);
            results.add(
                    iterations[i] == NEVER
                            ? Outcomes.unsolved(run, 1, 1)
                            : Outcomes.solved(run, iterations[i]));
        }
        return ConditionResults.group(results);
    }

    private static List<ConditionResults> example() {
        return results(
                SPEC, 40, 60, 80, 50, NEVER, NEVER, // none with 8 steps, and with 16
                10, 20, 30, 20, 70, NEVER, // chrono
                NEVER, NEVER, NEVER, 5, 5, 5); // layer-norm
    }

    /**
     * Ranks with 8 steps: chrono 1, none 2, layer-norm 3; with 16: layer-norm 1, chrono 2, none 3.
     */
    @Test
    void placesAreByTheMeanRankOverTheBlocks() {
        List<RankedContender> ranked = new Ranking(SPEC).overall(example());
        assertThat(ranked)
                .extracting(RankedContender::mitigation)
                .containsExactly("chrono", "layer-norm", "none");
        assertThat(ranked).extracting(RankedContender::place).containsExactly(1, 2, 3);
        assertThat(ranked).extracting(RankedContender::meanRank).containsExactly(1.5, 2.0, 2.5);
        assertThat(ranked).extracting(RankedContender::blocks).containsOnly(2);
        assertThat(ranked).extracting(RankedContender::runs).containsOnly(6);
        assertThat(ranked).extracting(RankedContender::cell).containsOnly("LSTM");
    }

    @Test
    void solveRatesAndBudgetSharesAreOverAllRuns() {
        List<RankedContender> ranked = new Ranking(SPEC).overall(example());
        assertThat(ranked).extracting(RankedContender::solved).containsExactly(5, 3, 4);
        double[] rates = {5 / 6.0, 3 / 6.0, 4 / 6.0};
        double[] shares = {2.5 / 6, 3.15 / 6, 4.3 / 6};
        for (int i = 0; i < rates.length; i++) {
            assertThat(ranked.get(i).solveRate()).isCloseTo(rates[i], within(ROUNDING));
            assertThat(ranked.get(i).meanBudgetShare()).isCloseTo(shares[i], within(ROUNDING));
        }
        // Wilson's interval of 3 in 6, by hand: centre 1/2, half width z·√(1/24 + z²/144)/(1 +
        // z²/6).
        double z = 1.959963984540054;
        double half = z * Math.sqrt(1 / 24.0 + z * z / 144) / (1 + z * z / 6);
        assertThat(ranked.get(1).solveRateLow()).isCloseTo(0.5 - half, within(1e-12));
        assertThat(ranked.get(1).solveRateHigh()).isCloseTo(0.5 + half, within(1e-12));
    }

    /**
     * chrono − none: five differences below 0 and one that is 0, so 2/2⁵. layer-norm − none: 0.6,
     * 0.4, 0.2, −0.45, −0.95, −0.95 with the ranks 4, 2, 1, 3, 5.5, 5.5; 17 of the 64 sums of
     * positive ranks are at most 7: 13 without a 5.5 and 4 with one.
     */
    @Test
    void theTestIsOnPairsOfSeedAndBlockAndCorrectedForTwoTests() {
        List<RankedContender> ranked = new Ranking(SPEC).overall(example());
        RankedContender chrono = ranked.get(0);
        RankedContender layerNorm = ranked.get(1);
        RankedContender none = ranked.get(2);
        assertThat(chrono.pValue()).isEqualTo(2 / 32.0);
        assertThat(chrono.pValueHolm()).isEqualTo(2 * 2 / 32.0);
        assertThat(layerNorm.pValue()).isEqualTo(2 * 17 / 64.0);
        assertThat(layerNorm.pValueHolm()).isEqualTo(2 * 17 / 64.0);
        assertThat(none.pValue()).isNull();
        assertThat(none.pValueHolm()).isNull();
        assertThat(none.cliffsDelta()).isNull();
        assertThat(none.cliffsDeltaLow()).isNull();
        assertThat(none.cliffsDeltaHigh()).isNull();
        assertThat(chrono.cliffsDelta())
                .isCloseTo(
                        delta(
                                new double[] {.1, .2, .3, .2, .7, 1},
                                new double[] {.4, .6, .8, .5, 1, 1}),
                        within(ROUNDING));
    }

    /**
     * 0.5 − 0.4 and 0.4 − 0.3 are one difference but two doubles. chrono − none: −0.1 five times
     * and +0.1 once, all of rank 3.5: 7 of the 64 sums of positive ranks are at most 3.5. As
     * doubles, +0.1 is the smallest difference: its rank would be 1, and 2 of 64 sums at most that.
     */
    @Test
    void equalDifferencesAreTiesWhateverTheirRounding() {
        assertThat(0.5 - 0.4).isLessThan(0.2 - 0.1).isLessThan(0.4 - 0.3).isLessThan(0.8 - 0.7);
        List<RankedContender> ranked =
                new Ranking(SPEC)
                        .overall(
                                results(
                                        SPEC, 40, 80, 20, 40, 80, 40, // none
                                        30, 70, 10, 30, 70, 50, // chrono
                                        40, 80, 20, 40, 80, 40)); // layer-norm
        RankedContender chrono =
                ranked.stream()
                        .filter(contender -> contender.mitigation().equals("chrono"))
                        .findFirst()
                        .orElseThrow();
        assertThat(chrono.pValue()).isEqualTo(2 * 7 / 64.0);
    }

    /** The mean of 5, 10 and 15 of 100 is one number, in whatever order it is summed up. */
    @Test
    void equalMeansAreTiesWhateverTheOrderOfTheSeeds() {
        assertThat((0.05 + 0.1 + 0.15) / 3).isNotEqualTo((0.1 + 0.15 + 0.05) / 3);
        List<RankedContender> ranked =
                new Ranking(SPEC)
                        .overall(
                                results(
                                        SPEC, 5, 10, 15, 5, 10, 15, // none
                                        10, 15, 5, 10, 15, 5, // chrono
                                        15, 5, 10, 15, 5, 10)); // layer-norm
        assertThat(ranked).extracting(RankedContender::place).containsOnly(1);
        assertThat(ranked).extracting(RankedContender::meanRank).containsOnly(2.0);
        assertThat(ranked).extracting(RankedContender::meanBudgetShare).containsOnly(0.1);
    }

    private static double delta(double[] own, double[] others) {
        int sum = 0;
        for (double one : own) {
            for (double other : others) {
                sum += (int) Math.signum(one - other);
            }
        }
        return sum / (double) (own.length * others.length);
    }

    /** All blocks, then 8 steps, then 16. */
    @Test
    void theTableHasTheBlocksOneByOneAfterAllOfThem() {
        Table table = new Ranking(SPEC).of(example());
        assertThat(table.fileName()).isEqualTo("ranking.csv");
        assertThat(table.columns())
                .containsExactly(
                        "sequence_length",
                        "place",
                        "cell",
                        "mitigation",
                        "blocks",
                        "mean_rank",
                        "runs",
                        "solved",
                        "solve_rate",
                        "solve_rate_low",
                        "solve_rate_high",
                        "mean_budget_share",
                        "p_value",
                        "p_value_holm",
                        "cliffs_delta",
                        "cliffs_delta_low",
                        "cliffs_delta_high");
        assertThat(table.rows().stream().map(row -> row.get(0) + " " + row.get(1) + row.get(3)))
                .containsExactly(
                        "all 1chrono",
                        "all 2layer-norm",
                        "all 3none",
                        "8 1chrono",
                        "8 2none",
                        "8 3layer-norm",
                        "16 1layer-norm",
                        "16 2chrono",
                        "16 3none");
        // Three differences of one sign: 2/8, twice tested. Every pair of seeds is in one order.
        List<Object> chrono = table.rows().get(3);
        assertThat(chrono.subList(4, 8)).containsExactly(1, 1.0, 3, 3);
        assertThat(chrono.subList(12, 15)).containsExactly(0.25, 0.5, -1.0);
        List<Object> layerNorm = table.rows().get(5);
        assertThat(layerNorm.subList(12, 15)).containsExactly(0.25, 0.5, 1.0);
        assertThat(table.rows().get(4).subList(12, 17)).containsOnlyNulls();
    }

    /** Nothing is solved, and the losses are equal. */
    @Test
    void equalContendersShareThePlace() {
        List<ConditionResults> nothing = results(SPEC, new int[18]);
        List<RankedContender> all = new Ranking(SPEC).overall(nothing);
        assertThat(all).extracting(RankedContender::place).containsExactly(1, 1, 1);
        assertThat(all).extracting(RankedContender::meanRank).containsOnly(2.0);
        // First with 8 steps and last with 16, and the other way round.
        List<ConditionResults> turns =
                results(SPEC, 1, 1, 1, 3, 3, 3, 3, 3, 3, 1, 1, 1, 9, 9, 9, 9, 9, 9);
        List<RankedContender> two = new Ranking(SPEC).overall(turns);
        assertThat(two).extracting(RankedContender::place).containsExactly(1, 1, 3);
        assertThat(two.get(2).mitigation()).isEqualTo("layer-norm");
        assertThat(two.get(0).pValue() == null ? two.get(1).pValue() : two.get(0).pValue())
                .isEqualTo(1);
    }

    /** Where nothing is solved, and only there, the test loss decides. */
    @Test
    void whereNothingIsSolvedTheTestLossRanks() {
        List<RunResult> results = new ArrayList<>();
        for (RunSpec run : SPEC.runs()) {
            double loss = run.factors().get("mitigation").equals("chrono") ? 0.5 : 0.75;
            boolean failed = run.factors().get("mitigation").equals("none");
            results.add(
                    failed && run.seed() == 1
                            ? Outcomes.diverged(run)
                            : Outcomes.unsolved(run, 1, loss));
        }
        List<RankedContender> ranked = new Ranking(SPEC).overall(ConditionResults.group(results));
        assertThat(ranked)
                .extracting(RankedContender::mitigation)
                .containsExactly("chrono", "layer-norm", "none");
        assertThat(ranked).extracting(RankedContender::place).containsExactly(1, 2, 3);
    }

    /** The same mitigation of another cell is a contender of its own, with its own baseline. */
    @Test
    void theBaselineIsTheSameCells() {
        ExperimentSpec spec =
                spec("fixed: {sequences: 3200, batchSize: 32}\n", "[LSTM, GRU]", "[none, chrono]");
        List<ConditionResults> conditions =
                results(
                        spec, 10, 10, 10, 10, 10, 10, 20, 20, 20, 20, 20, 20, // LSTM
                        90, 90, 90, 90, 90, 90, 80, 80, 80, 80, 80, 80); // GRU
        List<RankedContender> ranked = new Ranking(spec).overall(conditions);
        assertThat(ranked)
                .extracting(each -> each.cell() + " " + each.mitigation())
                .containsExactly("LSTM none", "LSTM chrono", "GRU chrono", "GRU none");
        assertThat(ranked.get(0).pValue()).isNull();
        assertThat(ranked.get(3).pValue()).isNull();
        // Six differences of one sign: 2/64; slower than its baseline, and faster.
        assertThat(ranked.get(1).pValue()).isEqualTo(2 / 64.0);
        assertThat(ranked.get(1).cliffsDelta()).isEqualTo(1);
        assertThat(ranked.get(2).pValue()).isEqualTo(2 / 64.0);
        assertThat(ranked.get(2).cliffsDelta()).isEqualTo(-1);
    }

    @Test
    void aRankingNeedsCellsAndMitigationsInTheGrid() {
        assertThat(Ranking.isPossible(SPEC)).isTrue();
        assertThat(Ranking.isPossible(Specs.of("grid: [{cell: [LSTM, GRU]}]"))).isFalse();
        assertThat(Ranking.isPossible(Specs.of("grid: [{mitigation: [none, irnn]}]"))).isFalse();
    }
}
