package gradflow.sweep;

/**
 * A row of timings.csv, the one file whose content differs between reruns.
 *
 * @param runId the run
 * @param wallMillis from its start to its end
 * @param iterationsPerSecond parameter updates, evaluation and recording included
 */
record TimingRow(String runId, double wallMillis, double iterationsPerSecond) {

    static TimingRow of(TimedResult timed) {
        return new TimingRow(
                timed.result().run().runId(), timed.wallMillis(), timed.iterationsPerSecond());
    }
}
