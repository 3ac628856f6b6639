package gradflow.sweep;

import gradflow.experiment.Outcome;

/**
 * A row of timings.csv, the one file whose content differs between reruns.
 *
 * @param runId the run
 * @param wallMillis from its start to its end
 * @param iterationsPerSecond parameter updates, evaluation and recording included
 */
record TimingRow(String runId, double wallMillis, double iterationsPerSecond) {

    static TimingRow of(Outcome outcome) {
        double seconds = outcome.wallMillis() / 1000;
        return new TimingRow(outcome.runId(), outcome.wallMillis(), outcome.iterations() / seconds);
    }
}
