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
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonInclude;

/**
 * Long short-term memory with forget gates and without peepholes (Gers, Schmidhuber and Cummins
 * 2000), a drop-in for DL4J's: same builder, parameters and defaults, right under truncated BPTT.
 *
 * <p>a = φ(·), f, o, g = σ(·) of W x + b + U h; c' = f⊙c + g⊙a; h' = o⊙φ(c'). Parameters: W [nIn,
 * 4·nOut], RW [nOut, 4·nOut], b [4·nOut]; blocks candidate a, forget f, output o, input g. The
 * forget gate's bias starts at 1. Input and output are [batch, size, time], or [batch, time, size]
 * with {@code dataFormat(NWC)}. As in DL4J's, a feature mask is applied inside Bidirectional and
 * LastTimeStep and handed on elsewhere.
 *
 * <p>With {@code hasLayerNorm}, which DL4J's has not, every gate is the function of g_x⊙N(W x) + b
 * + g_h⊙N(U h): N brings the products of one gate to mean 0 and standard deviation 1 over its units
 * (Ba, Kiros and Hinton 2016, arXiv:1607.06450); c is not normalised. The gains g [8·nOut] are one
 * more parameter: those of W x, then those of U h, in the order of the gates.
 */
public final class LSTM extends AbstractLSTM implements RecurrentConfiguration {
    private static final long serialVersionUID = 1L;
    private static final List<String> GATES = List.of("candidate", "forget", "output", "input");

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    private boolean hasLayerNorm;

    /** For DL4J's JSON. */
    LSTM() {}

    private LSTM(Builder builder) {
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
    public boolean handsMaskOn() {
        return true;
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
        return new double[] {nOut, nIn + nOut};
    }

    @Override
    public double[] recurrentFans() {
        return inputFans();
    }

    @Override
    public void initializeBias(INDArray bias) {
        bias.assign(0);
        Blocks.block(bias, 1, GATES.size()).assign(forgetGateBiasInit);
    }

    @Override
    public Recurrence recurrence(DataType dataType) {
        Supplier<Recurrence> clear =
                () -> Recurrences.lstm(activationFn, gateActivationFn, hasLayerNorm);
        return dataType == DataType.FLOAT
                ? FastRecurrences.lstm(activationFn, gateActivationFn, hasLayerNorm)
                        .orElseGet(clear)
                : clear.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LSTM that
                && super.equals(other)
                && hasLayerNorm == that.hasLayerNorm;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), hasLayerNorm);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof LSTM;
    }

    @Override
    public String toString() {
        return "LSTM(super=%s, hasLayerNorm=%s)".formatted(super.toString(), hasLayerNorm);
    }

    /** Builds an {@link LSTM}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends AbstractLSTM.Builder<Builder> {
        private boolean hasLayerNorm;

        /** Puts layer normalisation on both products of every gate; off by default. */
        public Builder hasLayerNorm(boolean normalized) {
            hasLayerNorm = normalized;
            return this;
        }

        @Override
        public LSTM build() {
            return new LSTM(this);
        }
    }
}
