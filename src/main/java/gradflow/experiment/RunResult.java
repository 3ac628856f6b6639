package gradflow.experiment;

import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A run of an experiment's file beside how it ended. */
public record RunResult(RunSpec run, Outcome outcome) {

    /**
     * One for each run, in the order of the runs.
     *
     * @param outcomes of all runs, in any order
     * @return runs with what they measured
     * @throws IllegalArgumentException if a run has none or two, or there is one of another run
     */
    public static List<RunResult> of(ExperimentSpec spec, List<Outcome> outcomes) {
        Map<String, Outcome> byRun = new HashMap<>();
        for (Outcome outcome : outcomes) {
            if (byRun.put(outcome.runId(), outcome) != null) {
                throw new IllegalArgumentException("two outcomes of " + outcome.runId());
            }
        }
        List<RunResult> results =
                spec.runs().stream()
                        .map(run -> new RunResult(run, byRun.remove(run.runId())))
                        .toList();
        for (RunResult result : results) {
            if (result.outcome() == null) {
                throw new IllegalArgumentException("no outcome of " + result.run().runId());
            }
        }
        if (!byRun.isEmpty()) {
            throw new IllegalArgumentException("no run of " + spec.name() + ": " + byRun.keySet());
        }
        return results;
    }

    /**
     * What became of it.
     *
     * @return how the run ended
     */
    public Status status() {
        return outcome.status();
    }

    /**
     * Parameter updates made.
     *
     * @return 0 or more
     */
    public int iterations() {
        return outcome.iterations();
    }

    /**
     * Whether it got as far as to measure.
     *
     * @return false of a run that failed
     */
    public boolean isMeasured() {
        return outcome.isMeasured();
    }

    /**
     * What was measured; null where that does not exist, and of a run that failed.
     *
     * @return a number, a text or a truth value
     * @throws IllegalArgumentException if the run measured, but no such column
     */
    public Object value(String column) {
        if (isMeasured() && !outcome.numbers().containsKey(column)) {
            throw new IllegalArgumentException(column + " is not in " + outcome.numbers().keySet());
        }
        return outcome.numbers().get(column);
    }

    /**
     * What was measured as a double; NaN where it is null.
     *
     * @return NaN for a text or a truth value, too
     */
    public double number(String column) {
        return value(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
