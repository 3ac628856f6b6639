package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.claim.Claim;
import gradflow.mistake.Check;
import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks claims against the columns of the experiment's type and the grid as it is written. */
final class ClaimChecks {
    private final ExperimentFile file;
    private final ExperimentType type;
    private final List<Map<String, String>> conditions = new ArrayList<>();

    ClaimChecks(ExperimentFile file, ExperimentType type) {
        this.file = file;
        this.type = type;
        for (Map<String, JsonNode> condition : new Grid(file.grid()).conditions()) {
            Map<String, String> factors = new LinkedHashMap<>();
            condition.forEach((setting, value) -> factors.put(setting, value.asText()));
            conditions.add(factors);
        }
    }

    /**
     * Refuses the first claim that cannot be judged.
     *
     * @throws UserMistake that names the claim, what is wrong and what is known
     */
    void check() {
        Set<String> ids = new HashSet<>();
        for (Claim claim : file.claims()) {
            Check.that(
                    ids.add(claim.id()),
                    "claims: the id '" + claim.id() + "' stands twice; once is allowed");
            try {
                check(claim);
            } catch (UserMistake mistake) {
                throw mistake.in("claim '" + claim.id() + "'");
            }
        }
    }

    private void check(Claim claim) {
        Check.that(
                type.columns().contains(claim.column()),
                "unknown column '%s'; %s"
                        .formatted(claim.column(), Nearest.hint(claim.column(), type.columns())));
        known("condition", claim.condition());
        known("versus", claim.versus());
        List<Map<String, String>> concerned = conditions.stream().filter(claim::concerns).toList();
        Check.that(
                !concerned.isEmpty(),
                "condition: the grid has no " + claim.conditionText() + " together");
        if (!claim.versus().isEmpty()) {
            concerned.forEach(factors -> partner(claim, factors));
        }
    }

    private void known(String place, Map<String, JsonNode> settings) {
        Set<String> factors = conditions.get(0).keySet();
        settings.forEach(
                (setting, node) -> {
                    Check.that(
                            factors.contains(setting),
                            "%s: '%s' is not in the grid; %s"
                                    .formatted(place, setting, Nearest.hint(setting, factors)));
                    List<String> values =
                            conditions.stream().map(c -> c.get(setting)).distinct().toList();
                    for (String value : Claim.values(node)) {
                        Check.that(
                                values.stream().anyMatch(v -> Claim.same(value, v)),
                                "%s: the grid has no %s '%s'; %s"
                                        .formatted(
                                                place,
                                                setting,
                                                value,
                                                Nearest.hint(value, values)));
                    }
                });
    }

    private void partner(Claim claim, Map<String, String> factors) {
        List<Map<String, String>> partners =
                conditions.stream().filter(other -> claim.compares(factors, other)).toList();
        Check.that(
                !partners.isEmpty(),
                "versus: the grid has no condition like %s but %s"
                        .formatted(factors, claim.versusText()));
        Check.that(!partners.contains(factors), "versus: " + factors + " is compared with itself");
    }
}
