package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The runs that an experiment wants, given those that have ended, and what became of these. Without
 * tuning they are all runs of its file.
 *
 * @param spec the experiment with these runs only
 * @param outcomes of those that have ended
 */
record Wanted(ExperimentSpec spec, List<Outcome> outcomes) {

    /** What is wanted after these outcomes; those of other runs are left out. */
    static Wanted of(Assignment assignment, List<Outcome> ended) {
        ExperimentSpec spec = assignment.spec();
        if (spec.tuning().isEmpty()) {
            return new Wanted(spec, ended);
        }
        List<RunSpec> runs = assignment.experiment().wanted(spec, ended);
        Set<String> runIds = runs.stream().map(RunSpec::runId).collect(Collectors.toSet());
        return new Wanted(
                spec.with(runs), ended.stream().filter(o -> runIds.contains(o.runId())).toList());
    }
}
