package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Seven learning rates 1 … 7 and three strengths; validation losses are made up. */
class TuningStepsTest {
    private static final String BODY =
            """
            grid:
              - hiddenSize: [3, 4]
              - cell: [LSTM, LSTM]
                mitigation: [none, gate-bias]
            nuisance:
              - learningRate: [1, 2, 3, 4, 5, 6, 7]
              - strengthFactor: [0.3, 1, 3]
            tuning: {seeds: [8, 9], first: 3, sharedOver: [hiddenSize]}
            """;
    private final ExperimentSpec spec = Specs.of(BODY);

    private static double rate(RunSpec run) {
        return Double.parseDouble(run.nuisances().get("learningRate"));
    }

    private static double strength(RunSpec run) {
        return Double.parseDouble(run.nuisances().get("strengthFactor"));
    }

    /** Makes whatever is wanted until nothing more is. */
    private List<Outcome> sweep(ToDoubleFunction<RunSpec> validationLoss) {
        Map<String, Outcome> made = new HashMap<>();
        while (true) {
            List<RunSpec> wanted = new TuningSteps(spec, new ArrayList<>(made.values())).wanted();
            List<RunSpec> missing =
                    wanted.stream().filter(run -> !made.containsKey(run.runId())).toList();
            if (missing.isEmpty()) {
                assertThat(made).hasSize(wanted.size());
                return new ArrayList<>(made.values());
            }
            for (RunSpec run : missing) {
                double loss = validationLoss.applyAsDouble(run);
                made.put(run.runId(), Outcomes.of(run, OptionalInt.empty(), loss, 1, 1).outcome());
            }
        }
    }

    private static String group(RunSpec run) {
        return run.factors().get("mitigation");
    }

    private Set<Double> tried(List<Outcome> outcomes, String mitigation, double strength) {
        Set<Double> rates = new TreeSet<>();
        for (RunSpec run : new TuningSteps(spec, outcomes).wanted()) {
            if (!spec.isReported(run)
                    && group(run).equals(mitigation)
                    && strength(run) == strength) {
                rates.add(rate(run));
            }
        }
        return rates;
    }

    private List<String> reported(List<Outcome> outcomes) {
        return new TuningSteps(spec, outcomes)
                .wanted().stream()
                        .filter(spec::isReported)
                        .map(
                                run ->
                                        "%s %s %.0f %s"
                                                .formatted(
                                                        run.factors().get("hiddenSize"),
                                                        group(run),
                                                        rate(run),
                                                        run.nuisances().get("strengthFactor")))
                        .distinct()
                        .toList();
    }

    @Test
    void theMiddleIsTriedFirst() {
        List<RunSpec> wanted = new TuningSteps(spec, List.of()).wanted();
        assertThat(wanted).allMatch(run -> rate(run) >= 3 && rate(run) <= 5);
        assertThat(wanted).allMatch(run -> strength(run) == 1);
        assertThat(wanted).allMatch(run -> run.factors().get("hiddenSize").equals("3"));
        assertThat(wanted).extracting(RunSpec::seed).containsOnly(8L, 9L);
        assertThat(wanted).hasSize(2 * 3 * 2);
    }

    /** The best stands inside what was tried, or at the end of all there is. */
    @Test
    void theRangeGrowsTowardsTheBest() {
        List<Outcome> high =
                sweep(run -> Math.abs(rate(run) - (group(run).equals("none") ? 6 : 4)));
        assertThat(tried(high, "none", 1)).containsExactly(3.0, 4.0, 5.0, 6.0, 7.0);
        assertThat(tried(high, "gate-bias", 1)).containsExactly(3.0, 4.0, 5.0);
        List<Outcome> low = sweep(run -> rate(run) * strength(run));
        assertThat(tried(low, "none", 1)).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(reported(low))
                .containsExactly(
                        "3 none 1 1", "3 gate-bias 1 0.3", "4 none 1 1", "4 gate-bias 1 0.3");
        TuningSteps.Choice none = new TuningSteps(spec, low).choices().get(0);
        assertThat(none.edges()).containsExactly("learningRate");
        TuningSteps.Choice bias = new TuningSteps(spec, low).choices().get(1);
        assertThat(bias.edges()).containsExactly("learningRate", "strengthFactor");
        assertThat(new TuningSteps(spec, high).choices().get(0).edges()).isEmpty();
    }

    /** The second axis is tuned with what was chosen on the first, where it has a meaning. */
    @Test
    void axesAreTunedOneAfterTheOther() {
        List<Outcome> outcomes =
                sweep(run -> Math.abs(rate(run) - 5.2) + Math.abs(strength(run) - 2.5));
        assertThat(tried(outcomes, "gate-bias", 3)).containsExactly(5.0);
        assertThat(tried(outcomes, "gate-bias", 0.3)).containsExactly(5.0);
        assertThat(tried(outcomes, "none", 3)).isEmpty();
        assertThat(reported(outcomes))
                .containsExactly("3 none 5 1", "3 gate-bias 5 3", "4 none 5 1", "4 gate-bias 5 3");
    }

    /** What is concluded from wanted runs alone has the same choices, candidates and edges. */
    @Test
    void nothingIsChosenAnewWhenTheRunsThatWereNotMadeAreLeftOut() {
        for (double best : new double[] {1, 2.1, 3, 5.9, 7}) {
            List<Outcome> outcomes =
                    sweep(run -> Math.abs(rate(run) - best) + Math.abs(strength(run) - best / 2));
            TuningSteps all = new TuningSteps(spec, outcomes);
            TuningSteps narrowed = new TuningSteps(spec.with(all.wanted()), outcomes);
            assertThat(narrowed.choices()).isEqualTo(all.choices());
            assertThat(narrowed.wanted()).isEqualTo(all.wanted());
        }
    }

    /** Only runs of other seeds are reported, and tuning.csv has the rest. */
    @Test
    void theRunsToChooseByAreNotReported() {
        List<Outcome> outcomes = sweep(run -> rate(run));
        ExperimentSpec wanted = spec.with(new TuningSteps(spec, outcomes).wanted());
        List<RunResult> results = RunResult.of(wanted, outcomes);
        assertThat(Tuning.chosen(wanted, results))
                .hasSize(2 * 2 * 2)
                .allMatch(result -> result.run().seed() <= 2);
        TuningTable table = TuningTable.of(wanted, results);
        assertThat(table.table().columns())
                .contains("condition", "candidate", "learning_rate", "strength_factor", "at_edge");
        assertThat(table.table().rows()).hasSize(5 + 5 + 2);
        assertThat(table.lines().get(1)).startsWith("2 of them stand at the edge");
    }
}
