package gradflow.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * An experiment with everything resolved: defaults, its file, its quick block and overrides.
 *
 * @param name of the experiment and of its folder of results
 * @param type the kind of experiment
 * @param question what it answers, one sentence
 * @param factors the settings that the grid varies, in its order
 * @param baseline values of factors; a condition is tested against the one that has these values
 *     and its own in all other factors; empty for no tests
 * @param claims sentences about the runs' numbers; a condition that an override left out of the
 *     grid may still be named
 * @param runs conditions in the order of the grid, and for each its seeds in their order
 * @param resolved everything as a tree, for the manifest
 */
public record ExperimentSpec(
        String name,
        String type,
        String question,
        List<String> factors,
        Map<String, String> baseline,
        List<Claim> claims,
        List<RunSpec> runs,
        JsonNode resolved) {

    /** Keeps copies. */
    public ExperimentSpec {
        factors = List.copyOf(factors);
        baseline = Map.copyOf(baseline);
        claims = List.copyOf(claims);
        runs = List.copyOf(runs);
    }
}
