/**
 * Backpropagation through time by hand: every factor of the chain rule as a number of its own.
 *
 * <p>Pure Java on plain doubles, apart from the layers and their kernels, so that it can judge
 * them. It is written to be read and costs accordingly.
 */
package gradflow.hand;
