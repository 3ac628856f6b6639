/**
 * The recurrences themselves: a cell is one time step forward and one step back, written like its
 * equations; {@link gradflow.kernel.StepwiseRecurrence} is the loop over time. Arrays are ND4J's;
 * nothing of Deeplearning4j's networks enters here. Sequences are time-major, [T, B, size].
 */
package gradflow.kernel;
