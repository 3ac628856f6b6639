package gradflow.layer;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.recurrent.LastTimeStepLayer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tells the layers of a network what DL4J's {@code fit} never passes on: its tBPTTBackwardLength,
 * and that it throws the gradient of a MultiLayerNetwork's input away. The layers add it to their
 * network's listeners themselves.
 */
final class BackwardLength extends BaseTrainingListener implements Serializable {
    private static final long serialVersionUID = 1L;
    static final BackwardLength INSTANCE = new BackwardLength();

    private BackwardLength() {}

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        var conf = network.getLayerWiseConfigurations();
        boolean truncated = conf.getBackpropType() == BackpropType.TruncatedBPTT;
        tell(network.getLayers(), truncated, conf.getTbpttFwdLength(), conf.getTbpttBackLength());
        if (conf.getInputPreProcess(0) == null
                && lastStepOf(network.getLayer(0)) instanceof RecurrentLayer first) {
            first.discardInputGradient();
        }
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        ComputationGraph network = (ComputationGraph) model;
        var conf = network.getConfiguration();
        boolean truncated = conf.getBackpropType() == BackpropType.TruncatedBPTT;
        tell(network.getLayers(), truncated, conf.getTbpttFwdLength(), conf.getTbpttBackLength());
    }

    private static void tell(Layer[] layers, boolean truncated, int forward, int backward) {
        for (Layer layer : layers) {
            if (truncated && inner(layer) instanceof RecurrentLayer recurrent) {
                recurrent.truncate(forward, backward);
            }
        }
    }

    /** LastTimeStep hands its layer's input gradient on untouched, other wrappers may not. */
    private static Layer lastStepOf(Layer layer) {
        return layer instanceof LastTimeStepLayer wrapper ? wrapper.getUnderlying() : layer;
    }

    private static Layer inner(Layer layer) {
        Layer inner = layer;
        while (inner instanceof BaseWrapperLayer wrapper) {
            inner = wrapper.getUnderlying();
        }
        return inner;
    }

    private Object readResolve() {
        return INSTANCE;
    }
}
