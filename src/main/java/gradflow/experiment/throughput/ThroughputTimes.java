package gradflow.experiment.throughput;

import gradflow.experiment.Outcome;

/**
 * What clocks and counters gave for one workload. Milliseconds of an iteration without capture:
 * median, first and third quartile, least.
 *
 * @param captureOverhead (median with capture − without) / without, where the two took turns; NaN
 *     for layers that show no gradients per time step
 * @param allocatedBytesPerIteration on the Java heap, median
 * @param gemmPeak GFLOP/s of a large product, measured just before
 */
record ThroughputTimes(
        double median,
        double lowerQuartile,
        double upperQuartile,
        double least,
        double captureOverhead,
        double allocatedBytesPerIteration,
        double gemmPeak) {

    /** As an outcome keeps them. */
    static ThroughputTimes of(Outcome outcome) {
        return new ThroughputTimes(
                outcome.timing("median"),
                outcome.timing("lower_quartile"),
                outcome.timing("upper_quartile"),
                outcome.timing("least"),
                outcome.timing("capture_overhead"),
                outcome.timing("allocated_bytes_per_iteration"),
                outcome.timing("gemm_peak"));
    }

    /** What is the same in every run. */
    record Numbers(long parameters) {}
}
