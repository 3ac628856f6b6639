package gradflow.kernel.twin;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Leak;
import gradflow.kernel.Recurrence;
import gradflow.kernel.cells.CellForms;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Every recurrence that has a fused form, with its twin: the one list that tests over cells read.
 */
@SuppressWarnings("ImmutableEnumChecker") // all fields are stateless
public enum Kind {
    RNN_TANH(rnn(ActivationTanH::new), elman(Leak.NONE)),
    RNN_SIGMOID(
            rnn(ActivationSigmoid::new),
            new TwinRnn(TwinCell::sigmoid, v -> TwinCell.sigmoid(v) * (1 - TwinCell.sigmoid(v)))),
    RNN_RELU(rnn(ActivationReLU::new), new TwinRnn(v -> Math.max(0, v), v -> v > 0 ? 1 : 0)),
    RNN_LEAKY_RELU(
            rnn(() -> new ActivationLReLU(0.25)), // exact in FLOAT, to which ND4J rounds slopes
            new TwinRnn(v -> v >= 0 ? v : 0.25 * v, v -> v >= 0 ? 1 : 0.25)),
    RNN_IDENTITY(rnn(ActivationIdentity::new), new TwinRnn(v -> v, v -> 1)),
    RNN_ELU(
            rnn(ActivationELU::new),
            new TwinRnn(v -> v >= 0 ? v : Math.expm1(v), v -> v >= 0 ? 1 : Math.exp(v))),
    RNN_SOFTSIGN(
            rnn(ActivationSoftSign::new),
            new TwinRnn(v -> v / (1 + Math.abs(v)), v -> Math.pow(1 + Math.abs(v), -2))),
    RNN_LEAKY(
            rnn(ActivationTanH::new).with(o -> o.withLeak(new Leak(0.25, 0.75))),
            elman(new Leak(0.25, 0.75))),
    RNN_RESIDUAL_RELU(
            rnn(ActivationReLU::new).with(o -> o.withLeak(new Leak(1, 0.125))),
            new TwinRnn(v -> Math.max(0, v), v -> v > 0 ? 1 : 0, 1, 0.125)),
    LSTM(usual(CellShape.LSTM), new TwinLstm()),
    GRU(usual(CellShape.GRU), new TwinGru(true)),
    GRU_RESET_BEFORE(usual(CellShape.GRU_RESET_BEFORE), new TwinGru(false)),
    MINGRU(
            new Made(CellShape.MINGRU, () -> CellOptions.of(new ActivationIdentity())),
            new TwinMinGru()),
    JANET(usual(CellShape.JANET), new TwinJanet()),
    NORMALIZED_JANET(usual(CellShape.JANET).normalized(), JANET.twin),
    NORMALIZED_RNN(usual(CellShape.SIMPLE_RNN).normalized(), RNN_TANH.twin),
    NORMALIZED_LEAKY_RNN(
            rnn(ActivationTanH::new).with(o -> o.withLeak(new Leak(0.25, 0.75))).normalized(),
            RNN_LEAKY.twin),
    NORMALIZED_RESIDUAL_RNN(
            rnn(ActivationTanH::new).with(o -> o.withLeak(new Leak(1, 0.5))).normalized(),
            elman(new Leak(1, 0.5))),
    NORMALIZED_LSTM(usual(CellShape.LSTM).normalized(), LSTM.twin),
    NORMALIZED_GRU(usual(CellShape.GRU).normalized(), GRU.twin),
    NORMALIZED_GRU_RESET_BEFORE(
            usual(CellShape.GRU_RESET_BEFORE).normalized(), GRU_RESET_BEFORE.twin);

    private final Made made;
    private final TwinCell twin;

    Kind(Made made, TwinCell twin) {
        this.made = made;
        this.twin = twin;
    }

    private record Made(CellShape shape, Supplier<CellOptions> options) {
        Made with(java.util.function.UnaryOperator<CellOptions> change) {
            return new Made(shape, () -> change.apply(options.get()));
        }

        Made normalized() {
            return with(o -> o.withNormalization(true));
        }
    }

    private static Made rnn(Supplier<IActivation> activation) {
        return new Made(CellShape.SIMPLE_RNN, () -> CellOptions.of(activation.get()));
    }

    private static Made usual(CellShape shape) {
        return new Made(shape, () -> CellOptions.of(new ActivationTanH()));
    }

    private static TwinRnn elman(Leak leak) {
        DoubleUnaryOperator slope = v -> 1 - Math.tanh(v) * Math.tanh(v);
        return new TwinRnn(Math::tanh, slope, leak.keep(), leak.scale());
    }

    public CellShape shape() {
        return made.shape;
    }

    public CellOptions options() {
        return made.options.get();
    }

    /** A fused one, in FLOAT and fast. */
    public Recurrence recurrence() {
        return recurrence(Form.FAST_FLOAT);
    }

    /** A fused one. */
    public Recurrence recurrence(Form form) {
        return CellForms.fused(shape(), options(), form.dataType(), form.arithmetic())
                .orElseThrow();
    }

    /** A clear one. */
    public Recurrence clear() {
        return CellForms.clear(shape(), options());
    }

    public TwinCell twin() {
        return twin;
    }

    public boolean hasRecurrentBias() {
        return shape().hasRecurrentBias();
    }

    public boolean isNormalized() {
        return options().normalized();
    }

    /** Whether its activation is tanh, or none for a linear candidate. */
    public boolean isUsual() {
        return shape().hasLinearCandidate() || options().activation() instanceof ActivationTanH;
    }
}
