package gradflow.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import gradflow.claim.Claim;
import gradflow.mistake.Check;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * An experiment file as it is written.
 *
 * @param question what the experiment answers, one sentence
 * @param type the kind of experiment
 * @param duration how long it takes, in words
 * @param quickDuration how long it takes with its {@code quick} block, in words
 * @param fixed settings that differ from the defaults and are the same in every run
 * @param grid axes of settings that are varied because they are studied
 * @param nuisance further axes, of settings that are tuned: each condition is judged with the
 *     values that are best for it on validation data; a single one may stand without a list
 * @param tuning by which runs they are chosen; null where by those that are reported
 * @param seeds one run per condition and seed
 * @param baseline values of grid settings that name the condition others are tested against
 * @param claims sentences about the experiment's numbers that are judged at its end
 * @param quick overrides for a run in seconds, by setting (or {@code seeds})
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExperimentFile(
        String question,
        String type,
        String duration,
        String quickDuration,
        Map<String, JsonNode> fixed,
        List<Map<String, List<JsonNode>>> grid,
        @JsonDeserialize(using = AxesReader.class) List<Map<String, List<JsonNode>>> nuisance,
        TuningKeys tuning,
        List<Long> seeds,
        Map<String, JsonNode> baseline,
        List<Claim> claims,
        Map<String, JsonNode> quick) {

    private static final int MOST_RUNS = 100_000;

    ExperimentFile {
        required("question", question);
        required("type", type);
        required("grid", grid);
        required("seeds", seeds);
        duration = duration == null ? "unknown" : duration;
        quickDuration = quickDuration == null ? "unknown" : quickDuration;
        fixed = fixed == null ? Map.of() : new LinkedHashMap<>(fixed);
        nuisance = nuisance == null ? List.of() : List.copyOf(nuisance);
        baseline = baseline == null ? Map.of() : new LinkedHashMap<>(baseline);
        claims = claims == null ? List.of() : List.copyOf(claims);
        quick = quick == null ? Map.of() : new LinkedHashMap<>(quick);
        Check.that(!grid.isEmpty(), "grid: is empty; at least one axis is needed");
        Grid axes = Grid.of(grid, nuisance);
        double runs = axes.size() * (seeds.size() + (tuning == null ? 0 : tuning.seeds().size()));
        Check.that(
                runs <= MOST_RUNS,
                "grid: %.0f runs (every condition with every seed); at most %d are allowed"
                        .formatted(runs, MOST_RUNS));
        for (String setting : fixed.keySet()) {
            Check.that(
                    !axes.varies(setting),
                    setting + " stands in fixed and in the grid; one place is allowed");
        }
        Check.that(!seeds.isEmpty(), "seeds: is empty; at least one is needed");
        LinkedHashSet<Long> distinct = new LinkedHashSet<>();
        for (Long seed : seeds) {
            Check.that(seed != null && seed >= 0, "seeds: must be 0 or above, not " + seed);
            Check.that(distinct.add(seed), "seeds: " + seed + " stands twice; once is allowed");
        }
        if (tuning != null) {
            tuning.check(grid, !nuisance.isEmpty());
        }
    }

    private static void required(String key, Object value) {
        Check.that(value != null, "the key '" + key + "' is missing");
    }

    /** The settings that are tuned, axis by axis. */
    List<List<String>> tuned() {
        return nuisance.stream().map(axis -> List.copyOf(axis.keySet())).toList();
    }

    /** The settings that are tuned. */
    List<String> nuisances() {
        return tuned().stream().flatMap(List::stream).toList();
    }
}
