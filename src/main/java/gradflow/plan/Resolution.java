package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.mistake.Check;
import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import gradflow.model.RunLimits;
import gradflow.model.RunSpec;
import gradflow.model.settings.Selective;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns an experiment file and overrides into runs: defaults, then fixed settings, then the grid.
 */
final class Resolution {
    private static final String SEEDS = "seeds";

    /** The setting whose values are no candidates for a condition without a strength to scale. */
    private static final String STRENGTH = "strengthFactor";

    private final ExperimentFile file;
    private final ExperimentType type;
    private final RunLimits limits;

    Resolution(ExperimentFile file, ExperimentType type) {
        this.file = file;
        this.type = type;
        file.grid().forEach(axis -> LimitKeys.refuseIn("grid", axis.keySet()));
        file.nuisance().forEach(axis -> LimitKeys.refuseIn("nuisance", axis.keySet()));
        known("fixed", file.fixed().keySet(), false);
        file.grid().forEach(axis -> known("grid", axis.keySet(), false));
        file.nuisance().forEach(axis -> known("nuisance", axis.keySet(), false));
        Check.that(
                file.nuisance().isEmpty() || type.defaults() instanceof Selective,
                "nuisance: experiments of type %s do not tune; it is for type training"
                        .formatted(type.name()));
        known("quick", file.quick().keySet(), true);
        limits = LimitKeys.limits(file.fixed());
    }

    /** This file with other values, of {@code seeds}, of the grid's settings or fixed ones. */
    Resolution with(Map<String, JsonNode> overrides) {
        known(overrides.keySet(), true);
        Grid grid = Grid.of(file.grid(), file.nuisance());
        int axes = file.grid().size();
        Map<String, JsonNode> fixed = new LinkedHashMap<>(file.fixed());
        Map<String, List<JsonNode>> varied = new LinkedHashMap<>();
        List<Long> seeds = file.seeds();
        for (Map.Entry<String, JsonNode> override : overrides.entrySet()) {
            if (override.getKey().equals(SEEDS)) {
                seeds = values(override.getValue()).stream().map(Resolution::seed).toList();
            } else if (grid.varies(override.getKey())) {
                varied.put(override.getKey(), values(override.getValue()));
            } else {
                fixed.put(override.getKey(), override.getValue());
            }
        }
        List<Map<String, List<JsonNode>>> changed = grid.with(varied).axes();
        return new Resolution(
                new ExperimentFile(
                        file.question(),
                        file.type(),
                        file.duration(),
                        file.quickDuration(),
                        fixed,
                        changed.subList(0, axes),
                        changed.subList(axes, changed.size()),
                        file.tuning(),
                        seeds,
                        file.baseline(),
                        file.claims(),
                        file.quick()),
                type);
    }

    ExperimentSpec resolve(String name) {
        List<RunSpec> runs = new ArrayList<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        Candidates candidates = new Candidates(file);
        for (Map<String, JsonNode> condition : new Grid(file.grid()).conditions()) {
            Map<Map<String, String>, Record> meaningful = new LinkedHashMap<>();
            String reason = "";
            for (Map<String, JsonNode> nuisance : candidates.all()) {
                Map<String, JsonNode> all = new LinkedHashMap<>(condition);
                all.putAll(nuisance);
                Record settings = settings(all);
                Optional<String> nonsense =
                        settings instanceof Selective selective
                                ? selective.leftOutBecause()
                                : Optional.empty();
                if (nonsense.isPresent()) {
                    reason = nonsense.get();
                } else {
                    meaningful.put(texts(nuisance), settings);
                }
            }
            if (meaningful.isEmpty()) {
                leftOut.put(id(texts(condition)), reason);
            }
            Check.that(
                    meaningful.isEmpty() || reason.isEmpty() || reason.startsWith(STRENGTH),
                    "nuisance: every condition needs the same candidates, but " + reason);
            List<Long> tuning =
                    candidates.tuningSeeds(texts(condition), List.copyOf(meaningful.keySet()));
            meaningful.forEach(
                    (nuisance, settings) ->
                            runs.addAll(runs(texts(condition), nuisance, settings, tuning)));
        }
        Check.that(
                !runs.isEmpty(),
                "grid: no condition has a meaning; " + String.join("; ", leftOut.values()));
        Set<String> runIds = new HashSet<>();
        for (RunSpec run : runs) {
            Check.that(
                    runIds.add(run.runId()),
                    "grid: two conditions have the run_id " + run.runId() + "; each needs its own");
        }
        List<String> factors =
                file.grid().stream().flatMap(axis -> axis.keySet().stream()).toList();
        return new ExperimentSpec(
                name,
                type.name(),
                file.question(),
                factors,
                file.nuisances(),
                candidates.plan(),
                new Baseline(file.baseline()).in(runs),
                file.claims(),
                leftOut,
                runs,
                tree());
    }

    /** A run for each seed, those to choose by first. */
    private List<RunSpec> runs(
            Map<String, String> factors,
            Map<String, String> nuisances,
            Record settings,
            List<Long> tuningSeeds) {
        Map<String, String> all = new LinkedHashMap<>(factors);
        all.putAll(nuisances);
        return Stream.concat(tuningSeeds.stream(), file.seeds().stream())
                .map(
                        seed ->
                                new RunSpec(
                                        id(all) + "_seed" + seed,
                                        id(factors),
                                        factors,
                                        nuisances,
                                        seed,
                                        settings,
                                        limits))
                .toList();
    }

    private static Map<String, String> texts(Map<String, JsonNode> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((setting, value) -> texts.put(setting, value.asText()));
        return texts;
    }

    private static String id(Map<String, String> values) {
        return values.entrySet().stream().map(Resolution::word).collect(Collectors.joining("_"));
    }

    private Record settings(Map<String, JsonNode> condition) {
        ObjectNode tree = Yaml.MAPPER.valueToTree(type.defaults());
        tree.setAll(LimitKeys.without(file.fixed()));
        tree.setAll(condition);
        try {
            Record settings = Yaml.convert(tree, type.defaults().getClass());
            type.check().accept(settings);
            return settings;
        } catch (UserMistake mistake) {
            String place =
                    condition.values().stream()
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(", "));
            throw mistake.in("condition (" + place + ")");
        }
    }

    private JsonNode tree() {
        ObjectNode tree = Yaml.MAPPER.valueToTree(file);
        // Estimates for people, which change without a change of the experiment.
        tree.remove(List.of("quick", "duration", "quickDuration"));
        if (file.nuisance().isEmpty()) {
            tree.remove("nuisance");
        } else if (file.nuisance().size() == 1) {
            tree.set("nuisance", Yaml.MAPPER.valueToTree(file.nuisance().get(0)));
        }
        ObjectNode settings = Yaml.MAPPER.valueToTree(type.defaults());
        settings.setAll(LimitKeys.without(file.fixed()));
        UnchangedKeys.removeFrom(settings, type.defaults());
        settings.setAll(LimitKeys.only(file.fixed()));
        file.grid().forEach(axis -> settings.remove(axis.keySet()));
        settings.remove(file.nuisances());
        tree.set("fixed", settings);
        return tree;
    }

    private void known(String place, Set<String> keys, boolean seedsToo) {
        try {
            known(keys, seedsToo);
        } catch (UserMistake mistake) {
            throw mistake.in(place);
        }
    }

    private void known(Set<String> keys, boolean seedsToo) {
        TreeSet<String> known = new TreeSet<>();
        Yaml.MAPPER.valueToTree(type.defaults()).fieldNames().forEachRemaining(known::add);
        known.addAll(LimitKeys.of(type.defaults()));
        if (seedsToo) {
            known.add(SEEDS);
        }
        for (String key : keys) {
            Check.that(
                    known.contains(key),
                    "unknown setting '" + key + "'; " + Nearest.hint(key, known));
        }
    }

    private static List<JsonNode> values(JsonNode value) {
        List<JsonNode> values = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(values::add);
        } else {
            values.add(value);
        }
        return values;
    }

    private static long seed(JsonNode value) {
        Check.that(
                value.isIntegralNumber() && value.canConvertToLong(),
                "seeds: '" + value.asText() + "' is not a whole number");
        return value.asLong();
    }

    /** A word stands for itself; a number, true and false are told apart by their setting. */
    private static String word(Map.Entry<String, String> factor) {
        boolean number = factor.getValue().matches("[-+.0-9].*|true|false");
        String text = number ? factor.getKey() + factor.getValue() : factor.getValue();
        return text.replace(")", "").replaceAll("[^A-Za-z0-9.+-]", "-");
    }
}
