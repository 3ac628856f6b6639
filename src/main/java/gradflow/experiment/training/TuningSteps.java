package gradflow.experiment.training;

import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.TuningPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which runs a tuned experiment wants, given those that have ended: runs to choose by until every
 * group of conditions has its choice, then the reported runs with it. Axes are tuned one after the
 * other. Of each, the values in the middle are tried first; while the best stands at an edge of
 * those, the next one beyond it is tried.
 */
final class TuningSteps {
    private final ExperimentSpec spec;
    private final TuningPlan plan;
    private final Map<String, Outcome> ended = new HashMap<>();

    TuningSteps(ExperimentSpec spec, List<Outcome> outcomes) {
        this.spec = spec;
        plan = spec.tuning().orElseThrow();
        outcomes.forEach(outcome -> ended.put(outcome.runId(), outcome));
    }

    /** The runs that are wanted so far, in the order of the experiment. */
    List<RunSpec> wanted() {
        Set<String> runIds = new HashSet<>();
        for (Choice choice : choices()) {
            choice.tried().values().forEach(runs -> runs.forEach(run -> runIds.add(run.runId())));
            choice.chosen()
                    .ifPresent(
                            nuisances ->
                                    spec.runs().stream()
                                            .filter(spec::isReported)
                                            .filter(run -> choice.isOf(plan, run))
                                            .filter(run -> run.nuisances().equals(nuisances))
                                            .forEach(run -> runIds.add(run.runId())));
        }
        return spec.runs().stream().filter(run -> runIds.contains(run.runId())).toList();
    }

    /** How far the tuning of each group of conditions is, in the order of the experiment. */
    List<Choice> choices() {
        Map<Map<String, String>, List<RunSpec>> groups = new HashMap<>();
        for (RunSpec run : spec.runs()) {
            if (plan.isTuning(run)) {
                groups.computeIfAbsent(plan.group(run.factors()), key -> new ArrayList<>())
                        .add(run);
            }
        }
        List<Choice> choices = new ArrayList<>();
        plan.candidates()
                .forEach(
                        (group, candidates) ->
                                choices.add(
                                        new Group(
                                                        group,
                                                        candidates,
                                                        groups.getOrDefault(group, List.of()))
                                                .choice()));
        return choices;
    }

    /** The results of runs that have ended. */
    List<RunResult> results(List<RunSpec> runs) {
        return runs.stream().map(run -> new RunResult(run, ended.get(run.runId()))).toList();
    }

    /**
     * How far a group's tuning is.
     *
     * @param group values of factors that its conditions have in common
     * @param tried nuisance values with their runs, in the order of the experiment
     * @param chosen empty as long as a run is missing
     * @param edges settings whose chosen value is the first or last of several candidates, so that
     *     a better one may lie beyond
     */
    record Choice(
            Map<String, String> group,
            Map<Map<String, String>, List<RunSpec>> tried,
            Optional<Map<String, String>> chosen,
            List<String> edges) {

        private boolean isOf(TuningPlan plan, RunSpec run) {
            return plan.group(run.factors()).equals(group);
        }
    }

    /** The runs to choose by of conditions that share a choice. */
    private final class Group {
        private final Map<String, String> name;
        private final List<Map<String, String>> candidates;
        private final Map<Map<String, String>, List<RunSpec>> runs = new HashMap<>();
        private final Set<Map<String, String>> tried = new HashSet<>();
        private final List<String> edges = new ArrayList<>();

        Group(
                Map<String, String> name,
                List<Map<String, String>> candidates,
                List<RunSpec> toChooseBy) {
            this.name = name;
            this.candidates = candidates;
            candidates.forEach(nuisances -> runs.put(nuisances, new ArrayList<>()));
            toChooseBy.forEach(run -> runs.get(run.nuisances()).add(run));
        }

        Choice choice() {
            Map<String, String> current = middle();
            boolean complete = true;
            for (List<String> axis : plan.axes()) {
                Optional<Map<String, String>> best = tune(axis, current);
                if (best.isEmpty()) {
                    complete = false;
                    break;
                }
                current = best.get();
            }
            Map<Map<String, String>, List<RunSpec>> ofTried = new LinkedHashMap<>();
            candidates.stream()
                    .filter(tried::contains)
                    .forEach(nuisances -> ofTried.put(nuisances, runs.get(nuisances)));
            return new Choice(
                    name, ofTried, complete ? Optional.of(current) : Optional.empty(), edges);
        }

        /** The values in the middle of all axes. */
        private Map<String, String> middle() {
            Map<String, String> middle = new LinkedHashMap<>(candidates.get(0));
            for (List<String> axis : plan.axes()) {
                List<Map<String, String>> values =
                        candidates.stream().map(all -> of(all, axis)).distinct().toList();
                middle.putAll(values.get((values.size() - 1) / 2));
            }
            return middle;
        }

        /** The best values of an axis beside the others as they are; empty if a run is missing. */
        private Optional<Map<String, String>> tune(List<String> axis, Map<String, String> current) {
            Map<String, String> others = without(current, axis);
            List<Map<String, String>> values =
                    candidates.stream().filter(all -> without(all, axis).equals(others)).toList();
            int count = Math.min(plan.first(), values.size());
            int from = (values.size() - count) / 2;
            int to = from + count;
            while (true) {
                List<Map<String, String>> range = values.subList(from, to);
                tried.addAll(range);
                if (!range.stream().allMatch(this::haveEnded)) {
                    return Optional.empty();
                }
                int best = from + Tuning.best(range.stream().map(this::resultsOf).toList());
                if (best == from && from > 0) {
                    from--;
                } else if (best == to - 1 && to < values.size()) {
                    to++;
                } else {
                    if (values.size() > 1 && (best == 0 || best == values.size() - 1)) {
                        edges.addAll(axis);
                    }
                    return Optional.of(values.get(best));
                }
            }
        }

        private boolean haveEnded(Map<String, String> nuisances) {
            List<RunSpec> all = runs.get(nuisances);
            // In a sweep that goes on, those may be missing that are still to be made.
            return all.size() == plan.seeds().size()
                    && all.stream().allMatch(run -> ended.containsKey(run.runId()));
        }

        private List<RunResult> resultsOf(Map<String, String> nuisances) {
            return results(runs.get(nuisances));
        }
    }

    private static Map<String, String> of(Map<String, String> nuisances, List<String> axis) {
        Map<String, String> some = new LinkedHashMap<>(nuisances);
        some.keySet().retainAll(axis);
        return some;
    }

    private static Map<String, String> without(Map<String, String> nuisances, List<String> axis) {
        Map<String, String> rest = new LinkedHashMap<>(nuisances);
        rest.keySet().removeAll(axis);
        return rest;
    }
}
