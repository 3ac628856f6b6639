/**
 * What computes behind {@link gradflow.layer.RnnOutputLayer}: the layer, its losses in fast and in
 * portable arithmetic, and plain values of DL4J's arrays ({@link
 * gradflow.layer.output.DenseValues}), which whoever reads a network may use. No configuration
 * enters here, for the names of those are written into saved networks.
 */
package gradflow.layer.output;
