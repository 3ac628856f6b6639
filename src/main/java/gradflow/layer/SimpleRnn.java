package gradflow.layer;

import gradflow.kernel.Leak;
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
import org.nd4j.shade.jackson.annotation.JsonInclude;

/**
 * Simple recurrent network (Elman 1990), a drop-in for DL4J's: same builder, parameters and
 * defaults, right under truncated BPTT.
 *
 * <p>h' = f(W x + b + U h), or with {@code hasLayerNorm} f(g_x⊙N(W x) + b + g_h⊙N(U h)) with every
 * product normalised to mean 0 and deviation 1. With {@code leak(α)} or {@code residual(s)}, h' =
 * keep·h + scale·f(·): keep = 1 − α and scale = α make a leaky integrator (Jaeger, Lukoševičius,
 * Popovici and Siewert 2007, Neural Networks 20), keep = 1 and scale = s a residual connection
 * through time. Parameters: W [nIn, nOut], RW [nOut, nOut], b [nOut], g [2·nOut] with layer
 * normalisation. Input and output are [batch, size, time], or [batch, time, size] with {@code
 * dataFormat(NWC)}.
 */
public final class SimpleRnn extends BaseRecurrentLayer implements RecurrentConfiguration {
    private static final long serialVersionUID = 1L;
    private static final List<String> GATES = List.of("hidden");

    private boolean hasLayerNorm;

    /** Null for 1, so that plain layers are written as stock ones are. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private Double leak;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private Double residual;

    /** For DL4J's JSON. */
    SimpleRnn() {}

    private SimpleRnn(Builder builder) {
        super(builder);
        hasLayerNorm = builder.hasLayerNorm;
        leak = builder.leak;
        residual = builder.residual;
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

    /** α of h' = (1 − α)·h + α·f(·), or null if nothing leaks. */
    public Double getLeak() {
        return leak;
    }

    public void setLeak(Double leak) {
        this.leak = leak;
    }

    /** s of h' = h + s·f(·), or null if there is no residual connection. */
    public Double getResidual() {
        return residual;
    }

    public void setResidual(Double residual) {
        this.residual = residual;
    }

    private Leak mixed() {
        if (residual != null) {
            return new Leak(1, residual);
        }
        return leak == null ? Leak.NONE : new Leak(1 - leak, leak);
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
        Leak mixed = mixed();
        Supplier<Recurrence> clear = () -> Recurrences.simpleRnn(activationFn, mixed, hasLayerNorm);
        return dataType == DataType.FLOAT
                ? FastRecurrences.simpleRnn(activationFn, mixed, hasLayerNorm).orElseGet(clear)
                : clear.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimpleRnn that
                && super.equals(other)
                && hasLayerNorm == that.hasLayerNorm
                && Objects.equals(leak, that.leak)
                && Objects.equals(residual, that.residual);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), hasLayerNorm, leak, residual);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof SimpleRnn;
    }

    @Override
    public String toString() {
        return "SimpleRnn(super=%s, hasLayerNorm=%s, leak=%s, residual=%s)"
                .formatted(super.toString(), hasLayerNorm, leak, residual);
    }

    /** Builds a {@link SimpleRnn}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends BaseRecurrentLayer.Builder<Builder> {
        private boolean hasLayerNorm;
        private Double leak;
        private Double residual;

        /**
         * Leaky integration, h' = (1 − alpha)·h + alpha·f(·); 1, the default, keeps nothing. In
         * place of an earlier {@code residual}.
         *
         * @throws IllegalArgumentException unless 0 &lt; alpha ≤ 1
         */
        public Builder leak(double alpha) {
            if (!(alpha > 0 && alpha <= 1)) {
                throw invalid("leak(%s)".formatted(alpha), "0 < leak <= 1");
            }
            leak = alpha == 1 ? null : alpha;
            residual = null;
            return this;
        }

        /**
         * A residual connection through time, h' = h + factor·f(·). In place of an earlier {@code
         * leak}.
         *
         * @throws IllegalArgumentException unless {@code factor} is above 0 and finite
         */
        public Builder residual(double factor) {
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw invalid("residual(%s)".formatted(factor), "a finite residual > 0");
            }
            residual = factor;
            leak = null;
            return this;
        }

        private IllegalArgumentException invalid(String got, String needs) {
            String layer = layerName == null ? "" : " \"" + layerName + "\"";
            return new IllegalArgumentException(
                    "SimpleRnn%s: got %s; needs %s".formatted(layer, got, needs));
        }

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
