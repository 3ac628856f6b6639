/**
 * Sweeps on Apache Spark: a run is a task, and what comes back is its line of the journal, so that
 * everything else is as on one machine. In the profile {@code spark} only; nothing else of the
 * program knows of it.
 */
package gradflow.spark;
