package gradflow.experiment.throughput;

/**
 * What was measured of one workload. Milliseconds of an iteration without capture: median, first
 * and third quartile, least.
 *
 * @param parameters of the network
 * @param captureOverhead (median with capture − without) / without, where the two took turns; NaN
 *     for layers that show no gradients per time step
 * @param allocatedBytesPerIteration on the Java heap, median
 * @param gemmPeak GFLOP/s of a large product, measured just before
 */
record ThroughputOutcome(
        long parameters,
        double median,
        double lowerQuartile,
        double upperQuartile,
        double least,
        double captureOverhead,
        double allocatedBytesPerIteration,
        double gemmPeak) {}
