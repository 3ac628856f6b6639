/**
 * The kinds of experiment: what one run does, and what all runs together say.
 *
 * <p>A new kind is a class that implements {@link gradflow.experiment.Experiment} and an entry in
 * {@link gradflow.experiment.Experiments}. How runs are spread over workers and how files are
 * written is decided elsewhere.
 */
package gradflow.experiment;
