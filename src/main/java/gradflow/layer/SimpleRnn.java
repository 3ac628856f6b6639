package gradflow.layer;

import gradflow.kernel.Recurrence;
import gradflow.kernel.Recurrences;
import gradflow.kernel.fast.FastRecurrences;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Simple recurrent network (Elman 1990), a drop-in for DL4J's: same builder, parameters and
 * defaults, right under truncated BPTT.
 *
 * <p>h' = f(W x + b + U h), or with {@code hasLayerNorm} f(g_x⊙N(W x) + b + g_h⊙N(U h)) with every
 * product normalised to mean 0 and deviation 1. Parameters: W [nIn, nOut], RW [nOut, nOut], b
 * [nOut], g [2·nOut] with layer normalisation. Input and output are [batch, size, time], or [batch,
 * time, size] with {@code dataFormat(NWC)}.
 */
public final class SimpleRnn extends BaseRecurrentLayer implements RecurrentConfiguration {
    private static final long serialVersionUID = 1L;
    private static final List<String> GATES = List.of("hidden");

    private boolean hasLayerNorm;

    /** For DL4J's JSON. */
    SimpleRnn() {}

    private SimpleRnn(Builder builder) {
        super(builder);
        hasLayerNorm = builder.hasLayerNorm;
        initializeConstraints(builder);
        setConstraints(LayerInstances.constraints(getConstraints(), builder));
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        return LayerInstances.instantiate(
                conf,
                trainingListeners,
                layerIndex,
                layerParamsView,
                initializeParams,
                networkDataType);
    }

    @Override
    public ParamInitializer initializer() {
        return RecurrentParamInitializer.getInstance();
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return LayerInstances.memoryReport(this, inputType);
    }

    @Override
    public List<String> gateNames() {
        return GATES;
    }

    @Override
    public boolean hasLayerNorm() {
        return hasLayerNorm;
    }

    /** For DL4J's JSON, which calls it as stock SimpleRnn does. */
    public boolean isHasLayerNorm() {
        return hasLayerNorm;
    }

    public void setHasLayerNorm(boolean hasLayerNorm) {
        this.hasLayerNorm = hasLayerNorm;
    }

    @Override
    public double[] inputFans() {
        return new double[] {nIn, nOut};
    }

    @Override
    public double[] recurrentFans() {
        return new double[] {nOut, nOut};
    }

    @Override
    public void initializeBias(INDArray bias) {
        bias.assign(biasInit);
    }

    @Override
    public Recurrence recurrence(DataType dataType) {
        Supplier<Recurrence> clear = () -> Recurrences.simpleRnn(activationFn, hasLayerNorm);
        return dataType == DataType.FLOAT && !hasLayerNorm
                ? FastRecurrences.simpleRnn(activationFn).orElseGet(clear)
                : clear.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimpleRnn that
                && super.equals(other)
                && hasLayerNorm == that.hasLayerNorm;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), hasLayerNorm);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof SimpleRnn;
    }

    @Override
    public String toString() {
        return "SimpleRnn(super=%s, hasLayerNorm=%s)".formatted(super.toString(), hasLayerNorm);
    }

    /** Builds a {@link SimpleRnn}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends BaseRecurrentLayer.Builder<Builder> {
        private boolean hasLayerNorm;

        /** Puts layer normalisation on both products; off by default. */
        public Builder hasLayerNorm(boolean normalized) {
            hasLayerNorm = normalized;
            return this;
        }

        @Override
        public SimpleRnn build() {
            return new SimpleRnn(this);
        }
    }
}
