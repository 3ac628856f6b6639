package gradflow.flow.network;

import gradflow.kernel.CellShape;
import gradflow.layer.RecurrentCellLayer;
import gradflow.layer.RecurrentParamInitializer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/**
 * A layer of a network, wrappers opened.
 *
 * @param number its place among the layers, from 0 on
 * @param index what {@code layer.getIndex()} says, which differs from the number in a graph
 * @param key what the names of its parameters begin with in the network's tables
 * @param layer the outermost layer
 */
public record WatchedLayer(int number, int index, String key, Layer layer) {
    /** By name: two of them are deprecated, and watched all the same. */
    private static final Set<String> STOCK_LSTMS =
            Set.of("LSTM", "GravesLSTM", "GravesBidirectionalLSTM");

    /**
     * The configuration inside of all wrappers, such as Bidirectional, LastTimeStep and MaskZero.
     *
     * @return of a Bidirectional its forward direction's
     */
    public org.deeplearning4j.nn.conf.layers.Layer inner() {
        var inner = layer.conf().getLayer();
        while (true) {
            if (inner instanceof Bidirectional both) {
                inner = both.getFwd();
            } else if (inner instanceof BaseWrapperLayer wrapper) {
                inner = wrapper.getUnderlying();
            } else if (inner instanceof FrozenLayer frozen) {
                inner = frozen.getLayer();
            } else {
                return inner;
            }
        }
    }

    /**
     * Whether it runs over the sequence in both directions.
     *
     * @return true for a Bidirectional, inside of other wrappers too
     */
    public boolean isBidirectional() {
        var inner = layer.conf().getLayer();
        while (inner instanceof BaseWrapperLayer || inner instanceof FrozenLayer) {
            inner =
                    inner instanceof BaseWrapperLayer wrapper
                            ? wrapper.getUnderlying()
                            : ((FrozenLayer) inner).getLayer();
        }
        return inner instanceof Bidirectional;
    }

    /**
     * Whether it has a state that is carried from step to step.
     *
     * @return true for stock layers, too
     */
    public boolean isRecurrent() {
        return inner() instanceof BaseRecurrentLayer;
    }

    /**
     * Whether it shows its gradient at every time step.
     *
     * @return true for the layers of {@code gradflow.layer}
     */
    public boolean showsTimeSteps() {
        return inner() instanceof RecurrentCellLayer;
    }

    /**
     * The name of the class of the layer inside of all wrappers.
     *
     * @return such as {@code LSTM}
     */
    public String kind() {
        return inner().getClass().getSimpleName();
    }

    /**
     * Which cell it is.
     *
     * @return none for a layer that is not recurrent or not known here
     */
    public Optional<CellShape> shape() {
        var inner = inner();
        if (inner instanceof RecurrentCellLayer ours) {
            return Optional.of(ours.shape());
        }
        if (inner instanceof SimpleRnn) {
            return Optional.of(CellShape.SIMPLE_RNN);
        }
        return STOCK_LSTMS.contains(kind()) ? Optional.of(CellShape.LSTM) : Optional.empty();
    }

    /**
     * The gates whose blocks of columns a parameter has.
     *
     * @param parameter DL4J's name of it, such as W; fW in a Bidirectional
     * @param columns its last dimension
     * @return one empty name for a parameter that is not divided among gates
     */
    public List<String> gates(String parameter, long columns) {
        boolean gain = parameter.endsWith(RecurrentParamInitializer.GAIN);
        List<String> gates = shape().map(CellShape::gateNames).orElse(List.of());
        // The recurrent weights of GravesLSTM have three columns more, its peepholes.
        boolean divided = !gain && !gates.isEmpty() && columns % gates.size() == 0;
        return divided ? gates : List.of("");
    }

    /**
     * What the network calls it.
     *
     * @return a graph's vertex, in a MultiLayerNetwork its number
     */
    public String name() {
        return key.substring(0, key.length() - 1);
    }

    /**
     * The layer in words, for people.
     *
     * @return such as {@code layer 0 (LSTM)}
     */
    public String described() {
        return "layer %d (%s)".formatted(number, kind());
    }
}
