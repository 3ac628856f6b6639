/**
 * Experiments of type {@code bptt-by-hand}: every factor of the chain rule beside the gradient of
 * the layers and central differences.
 */
package gradflow.experiment.byhand;
