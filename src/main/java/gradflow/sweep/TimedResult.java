package gradflow.sweep;

import gradflow.experiment.RunResult;

/**
 * A result and how long it took.
 *
 * @param result of the run
 * @param wallMillis from its start to its end
 */
record TimedResult(RunResult result, double wallMillis) {

    double iterationsPerSecond() {
        return result.iterations() / (wallMillis / 1000);
    }
}
