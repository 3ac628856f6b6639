/**
 * What is measured while a network trains, and what is done to its gradient before the optimiser
 * has it: the gradient at every time step, the norms of every parameter and gate, divergence;
 * clipping, noise, the regulariser Ω.
 *
 * <p>Probes are listeners of Deeplearning4j. They reduce what they are shown before a callback ends
 * and keep plain numbers; an array may not leave this package.
 */
package gradflow.probe;
