package gradflow.sweep;

import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.TuningPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a sweep: every n-th run from the i-th on; where settings are tuned, all runs of every
 * n-th group of conditions that share a choice, which no other part has to know.
 *
 * @param index i, 1 … n
 * @param count n
 */
public record Shard(int index, int count) {
    /** The part's runs, in their order; none where there are fewer runs than parts. */
    List<RunSpec> of(ExperimentSpec spec) {
        return spec.tuning().map(plan -> groups(spec, plan)).orElseGet(() -> runs(spec.runs()));
    }

    private List<RunSpec> groups(ExperimentSpec spec, TuningPlan plan) {
        Map<Map<String, String>, Integer> numbers = new LinkedHashMap<>();
        spec.runs().forEach(run -> numbers.putIfAbsent(plan.group(run.factors()), numbers.size()));
        return spec.runs().stream()
                .filter(run -> numbers.get(plan.group(run.factors())) % count == index - 1)
                .toList();
    }

    private List<RunSpec> runs(List<RunSpec> runs) {
        List<RunSpec> part = new ArrayList<>();
        for (int i = index - 1; i < runs.size(); i += count) {
            part.add(runs.get(i));
        }
        return part;
    }

    /** What its journal is called. */
    String label() {
        return index + "-of-" + count;
    }
}
