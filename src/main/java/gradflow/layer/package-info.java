/**
 * GRU, LSTM and SimpleRnn as Deeplearning4j layers: configurations with DL4J's builders, and one
 * layer behind all three that differentiates the forward pass that was made. The only room that
 * knows the insides of DL4J's layers; the recurrences are {@link gradflow.kernel}'s.
 */
package gradflow.layer;
