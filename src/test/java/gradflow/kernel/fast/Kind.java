package gradflow.kernel.fast;

import gradflow.kernel.Leak;
import gradflow.kernel.Recurrence;
import gradflow.kernel.twin.TwinCell;
import gradflow.kernel.twin.TwinGru;
import gradflow.kernel.twin.TwinLstm;
import gradflow.kernel.twin.TwinRnn;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Every fast recurrence and its twin. */
@SuppressWarnings("ImmutableEnumChecker") // both fields are stateless
enum Kind {
    RNN_TANH(
            () -> FastRecurrences.simpleRnn(new ActivationTanH()),
            new TwinRnn(Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v))),
    RNN_SIGMOID(
            () -> FastRecurrences.simpleRnn(new ActivationSigmoid()),
            new TwinRnn(TwinCell::sigmoid, v -> TwinCell.sigmoid(v) * (1 - TwinCell.sigmoid(v)))),
    RNN_RELU(
            () -> FastRecurrences.simpleRnn(new ActivationReLU()),
            new TwinRnn(v -> Math.max(0, v), v -> v > 0 ? 1 : 0)),
    RNN_LEAKY_RELU(
            () -> FastRecurrences.simpleRnn(new ActivationLReLU(0.2)),
            new TwinRnn(v -> v >= 0 ? v : 0.2 * v, v -> v >= 0 ? 1 : 0.2)),
    RNN_IDENTITY(
            () -> FastRecurrences.simpleRnn(new ActivationIdentity()), new TwinRnn(v -> v, v -> 1)),
    LSTM(() -> FastRecurrences.lstm(new ActivationTanH(), new ActivationSigmoid()), new TwinLstm()),
    GRU(
            () -> FastRecurrences.gru(new ActivationTanH(), new ActivationSigmoid(), true),
            new TwinGru(true)),
    GRU_RESET_BEFORE(
            () -> FastRecurrences.gru(new ActivationTanH(), new ActivationSigmoid(), false),
            new TwinGru(false)),
    RNN_LEAKY(
            () -> FastRecurrences.simpleRnn(new ActivationTanH(), new Leak(0.75, 0.25), false),
            new TwinRnn(Math::tanh, v -> 1 - Math.tanh(v) * Math.tanh(v), 0.75, 0.25)),
    RNN_RESIDUAL_RELU(
            () -> FastRecurrences.simpleRnn(new ActivationReLU(), new Leak(1, 0.125), false),
            new TwinRnn(v -> Math.max(0, v), v -> v > 0 ? 1 : 0, 1, 0.125)),
    NORMALIZED_RNN(
            () -> FastRecurrences.simpleRnn(new ActivationTanH(), Leak.NONE, true), RNN_TANH.twin),
    NORMALIZED_LEAKY_RNN(
            () -> FastRecurrences.simpleRnn(new ActivationTanH(), new Leak(0.75, 0.25), true),
            RNN_LEAKY.twin),
    NORMALIZED_LSTM(
            () -> FastRecurrences.lstm(new ActivationTanH(), new ActivationSigmoid(), true),
            LSTM.twin),
    NORMALIZED_GRU(
            () -> FastRecurrences.gru(new ActivationTanH(), new ActivationSigmoid(), true, true),
            GRU.twin),
    NORMALIZED_GRU_RESET_BEFORE(
            () -> FastRecurrences.gru(new ActivationTanH(), new ActivationSigmoid(), false, true),
            GRU_RESET_BEFORE.twin);

    private final Supplier<Optional<Recurrence>> maker;
    private final TwinCell twin;

    Kind(Supplier<Optional<Recurrence>> maker, TwinCell twin) {
        this.maker = maker;
        this.twin = twin;
    }

    Recurrence recurrence() {
        return maker.get().orElseThrow();
    }

    TwinCell twin() {
        return twin;
    }

    boolean hasRecurrentBias() {
        return twin instanceof TwinGru;
    }

    boolean isNormalized() {
        return name().startsWith("NORMALIZED");
    }
}
