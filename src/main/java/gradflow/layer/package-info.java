/**
 * GRU, LSTM and SimpleRnn as Deeplearning4j layers: configurations with DL4J's builders, and one
 * layer behind all three that differentiates the forward pass that was made. The only room that
 * knows the insides of DL4J's layers; the recurrences are {@link gradflow.kernel}'s.
 *
 * <p>Truncated BPTT: each segment starts from the state that the last one ended with, and the
 * gradient is that of the forward pass that was made from there. A {@code tBPTTBackwardLength}
 * below the forward length is honoured in a MultiLayerNetwork, and in a ComputationGraph once
 * {@code graph.setListeners(...)} or {@code addListeners} has been called, with or without a
 * listener, but not with a list that cannot grow. A graph that has not is silent towards its
 * layers: they then warn once and go back over whole segments, which is what stock DL4J does. DL4J
 * cuts sequences along their last axis, so truncated BPTT takes [batch, size, time] only.
 */
package gradflow.layer;
