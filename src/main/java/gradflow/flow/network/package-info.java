/**
 * Networks of Deeplearning4j as the instrument sees them: the layers of a MultiLayerNetwork or a
 * ComputationGraph, the batch that it is shown, and copies of it that are used aside.
 */
package gradflow.flow.network;
