/**
 * Experiments of type {@code training}: a network learns a task. The run, its outcome, the tables
 * and the answer that are concluded from all outcomes.
 */
package gradflow.experiment.training;
