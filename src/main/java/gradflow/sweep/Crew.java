package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.model.RunSpec;
import java.io.IOException;
import java.util.List;

/** Whoever makes the runs of a sweep: this process, or a cluster. */
public interface Crew extends AutoCloseable {

    /** What is done with the outcome of a run that has ended; several threads may call it. */
    interface Finish {
        /**
         * Keeps it.
         *
         * @param outcome of a run
         * @throws IOException if it could not be kept; no further runs are begun then
         */
        void accept(Outcome outcome) throws IOException;
    }

    /**
     * How many runs are made at a time.
     *
     * @param assignment with the kind of experiment
     * @return 1 or more
     * @throws gradflow.mistake.UserMistake if this kind cannot be made here
     */
    int workers(Assignment assignment);

    /**
     * Makes runs; returns when all have ended.
     *
     * @param assignment whose runs they are
     * @param runs that are missing
     * @param finish takes each outcome as its run ends
     * @throws IOException if an outcome could not be kept, or whoever makes the runs is gone
     * @throws InterruptedException if this thread is to end
     */
    void make(Assignment assignment, List<RunSpec> runs, Finish finish)
            throws IOException, InterruptedException;

    @Override
    void close();
}
