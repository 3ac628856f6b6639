/**
 * All runs of an experiment on local workers, from the specification to the written results.
 *
 * <p>A run has one thread and its own seeds, so results depend neither on the number of workers nor
 * on the order in which runs finish. What a run does is decided elsewhere.
 */
package gradflow.sweep;
