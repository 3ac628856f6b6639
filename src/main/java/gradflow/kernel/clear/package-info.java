/**
 * The recurrences written like their equations: a cell is one time step forward and one step back
 * in ND4J operations, for any floating-point type and any activation, and {@link
 * gradflow.kernel.clear.StepwiseRecurrence} is the loop over time. The fused forms are compared
 * with these; nothing that is here for speed alone may enter.
 */
package gradflow.kernel.clear;
