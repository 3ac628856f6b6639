package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.claim.Claim;
import gradflow.model.RunSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An experiment with everything resolved: defaults, its file, its quick block and overrides.
 *
 * @param name of the experiment and of its folder of results
 * @param type the kind of experiment
 * @param question what it answers, one sentence
 * @param factors the settings that the grid varies, in its order: what is studied
 * @param nuisances the settings of which every condition gets its best value, in their order
 * @param tuning how these values are chosen; empty where there is nothing to choose, or by the runs
 *     that are reported
 * @param baseline values of factors; a condition is tested against the one that has these values
 *     and its own in all other factors; empty for no tests
 * @param claims sentences about the runs' numbers; a condition that an override left out of the
 *     grid may still be named
 * @param leftOut conditions of the grid that have no meaning, with the reason
 * @param runs conditions in the order of the grid, and for each its seeds in their order; with
 *     tuning all that may be wanted, whatever is chosen
 * @param resolved everything as a tree, for the manifest
 */
public record ExperimentSpec(
        String name,
        String type,
        String question,
        List<String> factors,
        List<String> nuisances,
        Optional<TuningPlan> tuning,
        Map<String, String> baseline,
        List<Claim> claims,
        Map<String, String> leftOut,
        List<RunSpec> runs,
        JsonNode resolved) {

    /** Keeps copies. */
    public ExperimentSpec {
        factors = List.copyOf(factors);
        nuisances = List.copyOf(nuisances);
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        baseline = Map.copyOf(baseline);
        claims = List.copyOf(claims);
        runs = List.copyOf(runs);
    }

    /**
     * Narrows the experiment to some of its runs.
     *
     * @param some of the runs, in their order
     * @return a copy
     */
    public ExperimentSpec with(List<RunSpec> some) {
        return with(some, baseline);
    }

    /**
     * Narrows the experiment to some of its runs, tested against another condition.
     *
     * @param some of the runs, in their order
     * @param tested values of factors, as {@link #baseline}
     * @return a copy
     */
    public ExperimentSpec with(List<RunSpec> some, Map<String, String> tested) {
        return new ExperimentSpec(
                name, type, question, factors, nuisances, tuning, tested, claims, leftOut, some,
                resolved);
    }

    /**
     * Whether a run's numbers are reported, and not only chosen by.
     *
     * @param run one of the runs
     * @return true for all without tuning
     */
    public boolean isReported(RunSpec run) {
        return tuning.isEmpty() || !tuning.get().isTuning(run);
    }
}
