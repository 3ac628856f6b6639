package gradflow.sweep;

import gradflow.experiment.Experiment;
import gradflow.experiment.Outcome;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.sweep.provenance.Identity;

/** A run that another process makes: what comes back is its line of the journal. */
public final class RunLine {
    private RunLine() {}

    /**
     * What the runs' bytes depend on, in short.
     *
     * @param spec an experiment
     * @return the hash that its lines carry
     */
    public static String identity(ExperimentSpec spec) {
        return Identity.of(spec).hash();
    }

    /**
     * Makes a run on this thread; whatever it throws is recorded as a failed run.
     *
     * @param experiment its kind, prepared
     * @param run to be made
     * @param identity of the experiment
     * @return its line
     */
    public static String make(Experiment experiment, RunSpec run, String identity) {
        return JournalLine.of(identity, Sweep.outcome(experiment::run, run));
    }

    /**
     * The outcome in a line.
     *
     * @param line as it was made
     * @param identity that it has to carry
     * @return how the run ended
     * @throws IllegalArgumentException if it was damaged or belongs to another experiment
     */
    public static Outcome read(String line, String identity) {
        return JournalLine.outcome(line, identity);
    }
}
