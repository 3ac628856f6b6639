package gradflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        for (Judgement judgement : new ClaimEvaluation(spec.claims(), spec.runs(), runs).judge()) {
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
                .containsEntry("abs-learns-when-sure-and-wrong", Verdict.REFUTED)
                .containsEntry("back-to-the-first-step", Verdict.INCONCLUSIVE);
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
        assertThat(verdicts(spec, runs))
                .containsEntry("sigmoid-one-quarter", Verdict.CONFIRMED)
                .containsEntry("relu-above-one", Verdict.REFUTED)
                .containsEntry("relu-explodes-by-itself", Verdict.REFUTED)
                .containsEntry("identity-explodes-as-well", Verdict.CONFIRMED);
        assertThat(verdicts(spec, altered(runs, "derivative_max", 1.5)))
                .containsEntry("sigmoid-one-quarter", Verdict.REFUTED)
                .containsEntry("relu-above-one", Verdict.CONFIRMED);
        assertThat(verdicts(spec, altered(runs, "decay_per_step", 0.9)))
                .containsEntry("identity-explodes-as-well", Verdict.REFUTED)
                .containsEntry("tanh-less-severe", Verdict.REFUTED);
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
