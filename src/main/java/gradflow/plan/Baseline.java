package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.claim.Claim;
import gradflow.mistake.Check;
import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The condition that others are tested against.
 *
 * @param values by setting of the grid, as they are written
 */
record Baseline(Map<String, JsonNode> values) {

    /**
     * Refuses a condition that the experiment, as it is written, does not have: tests would be left
     * out in silence.
     *
     * @throws UserMistake that names the setting, its value and those of the grid
     */
    void check(List<String> factors, List<RunSpec> runs) {
        values.forEach(
                (factor, value) -> {
                    Check.that(
                            factors.contains(factor),
                            "baseline: '%s' is not in the grid; %s"
                                    .formatted(factor, Nearest.hint(factor, factors)));
                    Check.that(
                            value.isValueNode(),
                            "baseline: %s needs one value of the grid's, not %s"
                                    .formatted(factor, value));
                    List<String> known =
                            runs.stream().map(run -> run.factors().get(factor)).distinct().toList();
                    Check.that(
                            known.stream().anyMatch(v -> Claim.same(value.asText(), v)),
                            "baseline: the grid has no %s '%s'; %s"
                                    .formatted(
                                            factor,
                                            value.asText(),
                                            Nearest.hint(value.asText(), known)));
                });
        Check.that(
                values.isEmpty() || !in(runs).isEmpty(),
                "baseline: the grid has no condition with all of " + values);
    }

    /**
     * Its values as the runs have them (0.10 in a file is 0.1 in a run).
     *
     * @return by factor; empty where an override has left the condition out, for then there is
     *     nothing to test against
     */
    Map<String, String> in(List<RunSpec> runs) {
        return runs.stream()
                .map(RunSpec::factors)
                .filter(this::matches)
                .findFirst()
                .map(
                        factors -> {
                            Map<String, String> found = new LinkedHashMap<>(factors);
                            found.keySet().retainAll(values.keySet());
                            return found;
                        })
                .orElse(new LinkedHashMap<>());
    }

    private boolean matches(Map<String, String> factors) {
        return values.entrySet().stream()
                .allMatch(
                        entry -> {
                            String there = factors.get(entry.getKey());
                            return Claim.same(entry.getValue().asText(), there);
                        });
    }
}
