/**
 * What is done to a gradient between the backward pass and the optimiser: clipping, noise, and the
 * regulariser that is added to it. Their order is the training probe's.
 */
package gradflow.probe.intervention;
