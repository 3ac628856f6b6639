/**
 * Experiments on gradients before or without training: activations, depth against time, exploding
 * gradients, Jacobians, loss surfaces and truncation. Settings, run, numbers and answer of each.
 */
package gradflow.experiment.dynamics;
