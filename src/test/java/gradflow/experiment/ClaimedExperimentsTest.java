package gradflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradflow.claim.ClaimEvaluation;
import gradflow.claim.Judgement;
import gradflow.claim.Verdict;
import gradflow.mistake.UserMistake;
import gradflow.plan.ExperimentReader;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Overrides;
import gradflow.results.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The experiments that answer the note, small, and their claims on true and on altered numbers. */
class ClaimedExperimentsTest {
    private final Experiments kinds = new Experiments(Path.of("data"));

    private ExperimentSpec spec(String name, String overrides) {
        return new ExperimentReader(Path.of("experiments"), kinds.types())
                .read(name, true, Overrides.parse(overrides));
    }

    private Conclusion carriedOut(ExperimentSpec spec) {
        Experiment kind = kinds.kind(spec.type());
        kind.prepare(spec);
        return kind.conclude(spec, spec.runs().stream().map(kind::run).toList());
    }

    private static Map<String, Verdict> verdicts(ExperimentSpec spec, Table runs) {
        Map<String, Verdict> verdicts = new TreeMap<>();
        for (Judgement judgement :
                new ClaimEvaluation(spec.type(), spec.claims(), spec.runs(), runs).judge()) {
            verdicts.put(judgement.claim().id(), judgement.verdict());
        }
        return verdicts;
    }

    /** The table with another number in every row of that column. */
    private static Table altered(Table table, String column, double number) {
        int index = table.columns().indexOf(column);
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<Object> copy = new ArrayList<>(row);
            copy.set(index, number);
            rows.add(copy);
        }
        return new Table(table.fileName(), table.columns(), rows);
    }

    @Test
    void theChainRuleIsConfirmedAndAWrongGradientWouldRefuteIt() {
        ExperimentSpec spec = spec("bptt-by-hand", "timeSteps=[4,60],seeds=[5]");
        Conclusion conclusion = carriedOut(spec);
        assertThat(conclusion.answer())
                .anyMatch(line -> line.startsWith("  ∂L/∂o_3 = ∂L/∂o_4 · ∂o_4/∂o_3 = "));
        Table runs = conclusion.tables().get(0);
        assertThat(verdicts(spec, runs))
                .containsEntry("forward-pass", Verdict.CONFIRMED)
                .containsEntry("output-weights", Verdict.CONFIRMED)
                .containsEntry("shares-add-up", Verdict.CONFIRMED)
                .containsEntry("each-share", Verdict.CONFIRMED)
                .containsEntry("slope-of-the-loss", Verdict.CONFIRMED)
                .containsEntry("back-to-the-first-step", Verdict.INCONCLUSIVE);
        assertSaturation(runs);
        assertThat(verdicts(spec, altered(runs, "share_sum_error_vs_dl4j", 0.1)))
                .containsEntry("shares-add-up", Verdict.REFUTED);
        assertThat(verdicts(spec, altered(runs, "error_vs_central_differences", 1e-7)))
                .containsEntry("slope-of-the-loss", Verdict.REFUTED);
        Table steps = conclusion.tables().get(1);
        assertThat(steps.fileName()).isEqualTo("steps.csv");
        assertThat(steps.rows().stream().map(row -> row.get(1)))
                .contains("∂L/∂ŷ", "∂ŷ/∂s_T", "∂s_t/∂s_{t−1}", "∂s_t/∂w", "∂L/∂w");
        assertThat(steps.rows()).noneMatch(row -> ((String) row.get(0)).contains("60"));
    }

    @Test
    void activationsAreJudgedByTheirNumbers() {
        ExperimentSpec spec = spec("activations", "hidden=6,timeSteps=12,examples=2,seeds=[1]");
        Table runs = carriedOut(spec).tables().get(0);
        assertThat(verdicts(spec, runs)).containsEntry("relu-explodes-by-itself", Verdict.REFUTED);
        assertThat(verdicts(spec, altered(runs, "decay_per_step", 0.9)))
                .containsEntry("relu-explodes-with-its-matrix", Verdict.REFUTED)
                .containsEntry("tanh-less-severe", Verdict.REFUTED);
    }

    /** Ranges of derivatives and powers of a matrix are mathematics, and so tests. */
    @Test
    void derivativesHaveTheirRangesAndALinearNetworkTheFactorOfItsMatrix() {
        ExperimentSpec spec = spec("activations", "hidden=6,timeSteps=12,examples=2,seeds=[1]");
        Table runs = carriedOut(spec).tables().get(0);
        // The sigmoid's derivative is at most a quarter, at 0.
        assertThat(numbers(runs, "derivative_max", "activation", "sigmoid"))
                .allSatisfy(max -> assertThat(max).isCloseTo(0.25, within(1e-12)));
        // Tanh's is never below 0, though tanh is; ReLU's never above 1, though ReLU is.
        assertThat(numbers(runs, "derivative_min", "activation", "tanh"))
                .allSatisfy(min -> assertThat(min).isBetween(0.0, 1e-7));
        assertThat(numbers(runs, "derivative_min", "activation", "relu")).containsOnly(0.0);
        assertThat(numbers(runs, "derivative_max", "activation", "relu")).containsOnly(1.0);
        // Twice an orthogonal matrix doubles at every step, without any activation.
        assertThat(numbers(runs, "decay_per_step", "activation", "identity").stream().sorted())
                .satisfiesExactly(
                        one -> assertThat(one).isCloseTo(1, within(1e-10)),
                        two -> assertThat(two).isCloseTo(2, within(1e-10)));
    }

    /**
     * At logits 0 for the right and 10 for the wrong output abs(ŷ − y) has the gradient 2·p·(1 − p)
     * in either, p = 1/(1 + e¹⁰): less than a tenth of cross-entropy's 1 − p.
     */
    private static void assertSaturation(Table runs) {
        double p = 1 / (1 + Math.exp(10));
        double abs = 2 * p * (1 - p) * Math.sqrt(2);
        double crossEntropy = (1 - p) * Math.sqrt(2);
        assertThat(numbers(runs, "saturated_logit_gradient_l2", "loss", "l1"))
                .allSatisfy(norm -> assertThat(norm).isCloseTo(abs, within(1e-12)));
        assertThat(numbers(runs, "saturated_logit_gradient_l2", "loss", "cross-entropy"))
                .allSatisfy(norm -> assertThat(norm).isCloseTo(crossEntropy, within(1e-12)));
        assertThat(abs / crossEntropy).isLessThan(0.1);
    }

    /** A column's numbers of the runs with a setting. */
    private static List<Double> numbers(Table runs, String column, String setting, String wanted) {
        int settings = runs.columns().indexOf(setting);
        int index = runs.columns().indexOf(column);
        return runs.rows().stream()
                .filter(row -> row.get(settings).equals(wanted))
                .map(row -> (Double) row.get(index))
                .toList();
    }

    @Test
    void explodingGradientsAreBoundedAndClippedUpdatesTooOrTheClaimFalls() {
        ExperimentSpec spec =
                spec(
                        "exploding",
                        "activation=[identity],singularValue=[2.0],clipping=[none,global-norm],iterations=10");
        Table runs = carriedOut(spec).tables().get(0);
        assertThat(verdicts(spec, runs))
                .containsEntry("linear-reaches-bound", Verdict.CONFIRMED)
                .containsEntry("huge-updates", Verdict.CONFIRMED)
                .containsEntry("tanh-explodes-at-four", Verdict.INCONCLUSIVE);
        // Identities are no claims: the bound holds for every run, and so does the clipped step.
        int clipping = runs.columns().indexOf("clipping");
        for (List<Object> run : runs.rows()) {
            double overBound = (Double) run.get(runs.columns().indexOf("jacobian_over_bound"));
            assertThat(overBound).isLessThanOrEqualTo(1 + 1e-9);
            if (run.get(clipping).equals("global-norm")) {
                double largest = (Double) run.get(runs.columns().indexOf("largest_update_l2"));
                assertThat(largest).isPositive().isLessThanOrEqualTo(0.1 + 1e-9);
            }
        }
        assertThat(verdicts(spec, altered(runs, "jacobian_over_bound", 1.1)))
                .containsEntry("linear-reaches-bound", Verdict.REFUTED);
    }

    @Test
    void aSingularValueOfZeroIsRefused() {
        assertThatThrownBy(() -> spec("exploding", "singularValue=[0]"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("singularValue must be a number above 0, not 0.0");
        assertThatThrownBy(() -> spec("activations", "singularValue=[-1]"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("singularValue must be a number above 0, not -1.0");
    }
}
