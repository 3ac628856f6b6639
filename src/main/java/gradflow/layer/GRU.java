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
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonInclude;

/**
 * Gated recurrent unit (Cho et al. 2014, arXiv:1406.1078).
 *
 * <p>With {@code resetAfter}, the default and the variant of cuDNN, PyTorch and Keras 2: r = σ(W_r
 * x + b_r + U_r h + c_r), z = σ(W_z x + b_z + U_z h + c_z), n = tanh(W_n x + b_n + r⊙(U_n h +
 * c_n)), h' = (1−z)⊙n + z⊙h. Without it, n = tanh(W_n x + b_n + U_n (r⊙h) + c_n).
 *
 * <p>With {@code hasLayerNorm}, g_x⊙N(W x) stands for W x and g_h⊙N(U h) for U h of every gate: N
 * brings the products of one gate to mean 0 and standard deviation 1 over its units (Ba, Kiros and
 * Hinton 2016, arXiv:1607.06450), so b and c are added after it.
 *
 * <p>Parameters: W [nIn, 3·nOut], RW [nOut, 3·nOut], b [3·nOut], Rb (that is c) [3·nOut], with
 * layer normalisation g [6·nOut], the gains of W x before those of U h; blocks r, z, n. Weights are
 * drawn with the fans of DL4J's LSTM. Input and output are [batch, size, time], or [batch, time,
 * size] with {@code dataFormat(NWC)}.
 */
public final class GRU extends BaseRecurrentLayer implements RecurrentConfiguration {
    private static final long serialVersionUID = 1L;
    private static final List<String> GATES = List.of("reset", "update", "candidate");

    private boolean resetAfter = true;
    private IActivation gateActivationFn = new ActivationSigmoid();
    private double updateGateBiasInit;

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    private boolean hasLayerNorm;

    /** For DL4J's JSON. */
    GRU() {}

    private GRU(Builder builder) {
        super(builder);
        resetAfter = builder.resetAfter;
        gateActivationFn = builder.gateActivationFn;
        updateGateBiasInit = builder.updateGateBiasInit;
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
    public boolean hasRecurrentBias() {
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
        bias.assign(biasInit);
        Blocks.block(bias, 1, GATES.size()).assign(updateGateBiasInit);
    }

    @Override
    public Recurrence recurrence(DataType dataType) {
        Supplier<Recurrence> clear =
                () -> Recurrences.gru(activationFn, gateActivationFn, resetAfter, hasLayerNorm);
        return dataType == DataType.FLOAT
                ? FastRecurrences.gru(activationFn, gateActivationFn, resetAfter, hasLayerNorm)
                        .orElseGet(clear)
                : clear.get();
    }

    /** Whether the reset gate multiplies the recurrent product (true) or h before it (false). */
    public boolean isResetAfter() {
        return resetAfter;
    }

    public void setResetAfter(boolean resetAfter) {
        this.resetAfter = resetAfter;
    }

    /** The activation of the reset and update gates. */
    public IActivation getGateActivationFn() {
        return gateActivationFn;
    }

    public void setGateActivationFn(IActivation gateActivationFn) {
        this.gateActivationFn = gateActivationFn;
    }

    /** What b_z starts from. */
    public double getUpdateGateBiasInit() {
        return updateGateBiasInit;
    }

    public void setUpdateGateBiasInit(double updateGateBiasInit) {
        this.updateGateBiasInit = updateGateBiasInit;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GRU that
                && super.equals(other)
                && resetAfter == that.resetAfter
                && hasLayerNorm == that.hasLayerNorm
                && Double.compare(updateGateBiasInit, that.updateGateBiasInit) == 0
                && Objects.equals(gateActivationFn, that.gateActivationFn);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                super.hashCode(), resetAfter, updateGateBiasInit, gateActivationFn, hasLayerNorm);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof GRU;
    }

    @Override
    public String toString() {
        return "GRU(super=%s, resetAfter=%s, gateActivationFn=%s, updateGateBiasInit=%s, hasLayerNorm=%s)"
                .formatted(
                        super.toString(),
                        resetAfter,
                        gateActivationFn,
                        updateGateBiasInit,
                        hasLayerNorm);
    }

    /** Builds a {@link GRU}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends BaseRecurrentLayer.Builder<Builder> {
        private boolean resetAfter = true;
        private IActivation gateActivationFn = new ActivationSigmoid();
        private double updateGateBiasInit;
        private boolean hasLayerNorm;

        /** The candidate's activation is tanh unless this builder is told otherwise. */
        public Builder() {
            setActivationFn(new ActivationTanH());
        }

        /** Reset gate after the recurrent product (true, the default) or before it (false). */
        public Builder resetAfter(boolean after) {
            resetAfter = after;
            return this;
        }

        /** Activation of the gates, in 0 … 1; sigmoid by default. */
        public Builder gateActivation(IActivation activation) {
            gateActivationFn = activation;
            return this;
        }

        /** Activation of the gates, in 0 … 1; sigmoid by default. */
        public Builder gateActivation(Activation activation) {
            return gateActivation(activation.getActivationFunction());
        }

        /** The same under the name that DL4J's LSTM has for it. */
        public Builder gateActivationFunction(IActivation activation) {
            return gateActivation(activation);
        }

        /** The same under the name that DL4J's LSTM has for it. */
        public Builder gateActivationFunction(Activation activation) {
            return gateActivation(activation);
        }

        /** Initial b_z, 0 by default; above 0 the unit starts by keeping its state. */
        public Builder updateGateBiasInit(double bias) {
            updateGateBiasInit = bias;
            return this;
        }

        /** Puts layer normalisation on both products of every gate; off by default. */
        public Builder hasLayerNorm(boolean normalized) {
            hasLayerNorm = normalized;
            return this;
        }

        @Override
        public GRU build() {
            return new GRU(this);
        }
    }
}
