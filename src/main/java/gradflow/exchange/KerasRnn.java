package gradflow.exchange;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A recurrent layer run as Keras runs it where DL4J would do it otherwise: from the end to the
 * beginning, over masked steps with the state kept, and to the last step alone.
 *
 * <p>A masked step leaves the state as it is, and its output is the one before it (zeros before the
 * first step), or zeros if so chosen; DL4J's layers start again from a state of zeros. Takes
 * [batch, time, size] and gives [batch, time, units] or [batch, units].
 */
public final class KerasRnn extends BaseWrapperLayer {
    private static final long serialVersionUID = 1L;

    private Order order;

    /**
     * In which order the steps are taken, and which outputs there are.
     *
     * @param backwards whether the last step is the first to be taken
     * @param sequences whether there is an output for every step, else for the last one taken
     * @param turned whether outputs taken backwards are put into the order of the inputs
     * @param zeroed whether outputs at masked steps are zero
     */
    public record Order(
            @JsonProperty("backwards") boolean backwards,
            @JsonProperty("sequences") boolean sequences,
            @JsonProperty("turned") boolean turned,
            @JsonProperty("zeroed") boolean zeroed) {}

    /** Makes an empty one for DL4J's JSON to fill. */
    public KerasRnn() {}

    /** Runs a recurrent layer in [batch, time, size]. */
    public KerasRnn(Layer underlying, Order order) {
        super(underlying);
        this.order = order;
    }

    /**
     * The order of steps and outputs.
     *
     * @return what Keras's configuration asked for
     */
    public Order getOrder() {
        return order;
    }

    /**
     * Lets DL4J's JSON set the order.
     *
     * @param order of steps and outputs
     */
    public void setOrder(Order order) {
        this.order = order;
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        NeuralNetConfiguration inner = conf.clone();
        inner.setLayer(((KerasRnn) inner.getLayer()).getUnderlying());
        RecurrentLayer layer =
                (RecurrentLayer)
                        underlying.instantiate(
                                inner,
                                listeners,
                                layerIndex,
                                layerParamsView,
                                initializeParams,
                                networkDataType);
        return new KerasRnnLayer(layer, order);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType all = underlying.getOutputType(layerIndex, inputType);
        return order.sequences()
                ? all
                : InputType.feedForward(((InputType.InputTypeRecurrent) all).getSize());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KerasRnn that
                && super.equals(other)
                && Objects.equals(that.order, order);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof KerasRnn;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Objects.hashCode(order);
    }
}
