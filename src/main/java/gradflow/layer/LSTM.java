package gradflow.layer;

import gradflow.kernel.Recurrence;
import gradflow.kernel.Recurrences;
import gradflow.kernel.fast.FastRecurrences;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Long short-term memory with forget gates and without peepholes (Gers, Schmidhuber and Cummins
 * 2000), a drop-in for DL4J's: same builder, parameters and defaults, right under truncated BPTT.
 *
 * <p>a = φ(·), f, o, g = σ(·) of W x + b + U h; c' = f⊙c + g⊙a; h' = o⊙φ(c'). Parameters: W [nIn,
 * 4·nOut], RW [nOut, 4·nOut], b [4·nOut]; blocks candidate a, forget f, output o, input g. The
 * forget gate's bias starts at 1. Input and output are [batch, size, time], or [batch, time, size]
 * with {@code dataFormat(NWC)}. As in DL4J's, a feature mask is applied inside Bidirectional and
 * LastTimeStep and handed on elsewhere.
 */
public final class LSTM extends AbstractLSTM implements RecurrentConfiguration {
    private static final long serialVersionUID = 1L;
    private static final List<String> GATES = List.of("candidate", "forget", "output", "input");

    /** For DL4J's JSON. */
    LSTM() {}

    private LSTM(Builder builder) {
        super(builder);
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
        Supplier<Recurrence> clear = () -> Recurrences.lstm(activationFn, gateActivationFn);
        return dataType == DataType.FLOAT
                ? FastRecurrences.lstm(activationFn, gateActivationFn).orElseGet(clear)
                : clear.get();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LSTM && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof LSTM;
    }

    /** Builds an {@link LSTM}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends AbstractLSTM.Builder<Builder> {
        @Override
        public LSTM build() {
            return new LSTM(this);
        }
    }
}
