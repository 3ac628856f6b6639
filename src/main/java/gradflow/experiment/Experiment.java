package gradflow.experiment;

import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import java.util.List;

/**
 * A kind of experiment. One instance serves one experiment; its runs may be made by several threads
 * at once, each run by one.
 */
public interface Experiment {

    /**
     * The name and the settings by which experiment files know it, and the columns of its runs.csv
     * that are numbers.
     *
     * @return the same for every call
     */
    ExperimentType type();

    /**
     * Loads what the runs need and refuses what cannot work, before any run starts.
     *
     * @throws gradflow.mistake.UserMistake if data are missing or settings do not fit the task
     */
    default void prepare(ExperimentSpec spec) {}

    /**
     * How many runs may be made at a time if {@code asked} were asked for.
     *
     * @return {@code asked}, or fewer where runs would disturb each other
     */
    default int workers(int asked) {
        return asked;
    }

    /**
     * The runs that are wanted, given what has become of some: more of them as others end where
     * settings are tuned first.
     *
     * @param spec with all runs that may be wanted
     * @param outcomes of runs that have ended, in any order
     * @return some of the runs, in their order; all where nothing is tuned
     */
    default List<RunSpec> wanted(ExperimentSpec spec, List<Outcome> outcomes) {
        return spec.runs();
    }

    /**
     * Makes one run. Whatever it throws is recorded as a failed run.
     *
     * @return status, numbers and rows of further files
     */
    Outcome run(RunSpec run);

    /**
     * Draws conclusions from the rows of all runs, and from nothing else. One of the tables is
     * runs.csv, with a row for every run; claims are judged by it.
     *
     * @param outcomes one for each run in any order, whatever became of it; this or another process
     *     may have made them
     * @return the files of the experiment and the lines that answer its question
     */
    Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes);
}
