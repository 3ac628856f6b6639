package gradflow.layer;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Leak;
import gradflow.kernel.Recurrence;
import gradflow.kernel.cells.CellForms;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonInclude;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * What the configurations of this package have in common: a cell by its {@link CellShape}, layer
 * normalisation, parameters laid out and drawn as Deeplearning4j does, and one layer behind them
 * that differentiates the forward pass that was made.
 */
public abstract class RecurrentCellLayer extends BaseRecurrentLayer {
    private static final long serialVersionUID = 1L;

    private boolean hasLayerNorm;
    private Arithmetic arithmetic = Arithmetic.FAST;

    /** Makes an empty one for DL4J's JSON to fill. */
    RecurrentCellLayer() {}

    /** Takes what the builder was told; a subclass ends its constructor with {@link #constrain}. */
    RecurrentCellLayer(Builder<?> builder) {
        super(builder);
        hasLayerNorm = builder.hasLayerNorm;
        arithmetic = builder.arithmetic;
    }

    /** Takes the builder's constraints on parameters over. */
    final void constrain(Builder<?> builder) {
        initializeConstraints(builder);
        setConstraints(ParameterConstraints.of(getConstraints(), builder));
    }

    /**
     * What the cell is made of.
     *
     * @return its gates, states, biases and weights, the same for all layers of its kind
     */
    public abstract CellShape shape();

    /** The options of a layer beyond those of DL4J's hierarchy, by the names of their setters. */
    Map<String, Object> ownSettings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("hasLayerNorm", hasLayerNorm);
        settings.put("arithmetic", arithmetic);
        return settings;
    }

    /**
     * What the layer chooses about its cell's equations.
     *
     * @return activations of candidate and gates, leak, and layer normalisation
     */
    public final CellOptions options() {
        return new CellOptions(activationFn, gateActivation(), leak(), hasLayerNorm);
    }

    /** The activation of the gates. */
    IActivation gateActivation() {
        return new ActivationSigmoid();
    }

    /** How much of the last state is kept beside the cell's equations. */
    Leak leak() {
        return Leak.NONE;
    }

    /**
     * Whether the layers above are told that a feature mask passed through, as from DL4J's LSTM, so
     * that a Dense layer does not apply it again. The layer itself applies it in any case.
     */
    boolean handsMaskOn() {
        return false;
    }

    /** The fans (in, out) that W is drawn with: those of the stock layer, so that seeds agree. */
    abstract double[] inputFans();

    /** The fans (in, out) that RW is drawn with. */
    abstract double[] recurrentFans();

    /** Sets the biases [G·H] of a new layer. */
    abstract void initializeBias(INDArray bias);

    /** Sets one gate's part of the biases [G·H]. */
    final void setGate(INDArray bias, String gate, double value) {
        long from = shape().indexOf(gate) * nOut;
        bias.get(NDArrayIndex.interval(from, from + nOut)).assign(value);
    }

    /** A recurrence for one layer. */
    final Recurrence recurrence(DataType dataType) {
        return CellForms.recurrence(shape(), options(), dataType, arithmetic);
    }

    /**
     * Whether both products of every gate are normalised, with a gain per unit and product.
     *
     * @return false unless set
     */
    public boolean hasLayerNorm() {
        return hasLayerNorm;
    }

    /**
     * Tells DL4J's JSON, which calls it as stock SimpleRnn does.
     *
     * @return whether there is a parameter g [2·G·nOut]
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public boolean isHasLayerNorm() {
        return hasLayerNorm;
    }

    /**
     * Lets DL4J's JSON set it.
     *
     * @param hasLayerNorm whether there is a parameter g [2·G·nOut]
     */
    public void setHasLayerNorm(boolean hasLayerNorm) {
        this.hasLayerNorm = hasLayerNorm;
    }

    /**
     * What the layer computes with.
     *
     * @return fast unless set
     */
    @JsonIgnore
    public Arithmetic getArithmetic() {
        return arithmetic;
    }

    /** Not written where it is the default, so that other layers are written as before. */
    @JsonProperty("arithmetic")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    Arithmetic writtenArithmetic() {
        return arithmetic == Arithmetic.FAST ? null : arithmetic;
    }

    /** Lets DL4J's JSON set it. */
    @JsonProperty("arithmetic")
    public void setArithmetic(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        LayerValidation.assertNInNOutSet(
                getClass().getSimpleName(), getLayerName(), layerIndex, getNIn(), getNOut());
        RecurrentLayer layer = new RecurrentLayer(conf, networkDataType, trainingListeners);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(layerParamsView);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return RecurrentParamInitializer.getInstance();
    }

    /**
     * Memory in elements. Per example and time step, training keeps the pre-activations and
     * activations of G gates, the states, and the gradients of each; with layer normalisation both
     * products of every gate, too.
     */
    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        InputType.InputTypeRecurrent input = (InputType.InputTypeRecurrent) inputType;
        long steps = Math.max(1, input.getTimeSeriesLength());
        long gates = shape().gateCount();
        long forward = steps * (gates + 1) * nOut;
        long products = hasLayerNorm ? 2 * gates : 0;
        long training = steps * ((4 * gates + products + 4) * nOut + nIn);
        long params = initializer().numParams(this);
        long updater = getIUpdater() == null ? 0 : getIUpdater().stateSize(params);
        return new LayerMemoryReport.Builder(
                        getLayerName(), getClass(), inputType, getOutputType(-1, inputType))
                .standardMemory(params, updater)
                .workingMemory(0, forward, 0, training)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecurrentCellLayer that
                && getClass() == that.getClass()
                && super.equals(other)
                && ownSettings().equals(that.ownSettings());
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + ownSettings().hashCode();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other != null && getClass() == other.getClass();
    }

    @Override
    public String toString() {
        return ownSettings().entrySet().stream()
                .map(setting -> ", " + setting.getKey() + "=" + setting.getValue())
                .collect(
                        Collectors.joining(
                                "",
                                getClass().getSimpleName() + "(super=" + super.toString(),
                                ")"));
    }

    /**
     * Builds a configuration; what is not set here comes from the network's configuration.
     *
     * @param <T> the builder itself
     */
    public abstract static class Builder<T extends Builder<T>>
            extends BaseRecurrentLayer.Builder<T> {
        private boolean hasLayerNorm;
        private Arithmetic arithmetic = Arithmetic.FAST;

        Builder() {}

        /**
         * What the layer computes with: fast by default, portable for the same bits anywhere.
         *
         * @return this builder
         */
        @SuppressWarnings("unchecked")
        public T arithmetic(Arithmetic chosen) {
            arithmetic = chosen;
            return (T) this;
        }

        /**
         * Puts layer normalisation on both products of every gate; off by default.
         *
         * @param normalized whether there is to be a parameter g [2·G·nOut]
         * @return this
         */
        @SuppressWarnings("unchecked")
        public T hasLayerNorm(boolean normalized) {
            hasLayerNorm = normalized;
            return (T) this;
        }
    }
}
