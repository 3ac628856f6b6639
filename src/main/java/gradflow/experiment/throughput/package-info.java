/**
 * Experiments of type {@code throughput}: how long a training iteration takes, and the memory that
 * it needs.
 */
package gradflow.experiment.throughput;
