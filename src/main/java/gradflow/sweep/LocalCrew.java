package gradflow.sweep;

import gradflow.model.RunSpec;
import java.io.IOException;
import java.util.List;

/**
 * This process, on a number of threads.
 *
 * @param asked runs at a time, of experiments that allow it
 */
record LocalCrew(int asked) implements Crew {

    @Override
    public int workers(Assignment assignment) {
        return assignment.experiment().workers(asked);
    }

    @Override
    public void make(Assignment assignment, List<RunSpec> runs, Finish finish)
            throws IOException, InterruptedException {
        new Sweep(workers(assignment), assignment.experiment()::run, finish).run(runs);
    }

    @Override
    public void close() {
        // Threads end with the runs.
    }
}
