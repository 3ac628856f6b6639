package gradflow.layer;

import gradflow.kernel.CellOptions;
import gradflow.kernel.twin.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * A kind of layer under test.
 *
 * @param name in messages
 * @param kind the recurrence inside
 * @param builder makes one of the given number of inputs
 */
record TestedCell(String name, Kind kind, IntFunction<BaseRecurrentLayer.Builder<?>> builder) {
    static final TestedCell SIMPLE_RNN = named("SimpleRnn", Kind.RNN_TANH);
    static final TestedCell NORMALIZED_RNN = of(Kind.NORMALIZED_RNN);
    static final TestedCell LEAKY_RNN = of(Kind.RNN_LEAKY);
    static final TestedCell LSTM = of(Kind.LSTM);
    static final TestedCell GRU = of(Kind.GRU);
    static final TestedCell RESET_BEFORE_GRU = of(Kind.GRU_RESET_BEFORE);
    static final TestedCell MINGRU = named("MinGRU", Kind.MINGRU);
    static final TestedCell JANET = of(Kind.JANET);
    static final TestedCell NORMALIZED_LSTM = of(Kind.NORMALIZED_LSTM);
    static final TestedCell NORMALIZED_GRU = of(Kind.NORMALIZED_GRU);
    static final TestedCell NORMALIZED_RESET_BEFORE_GRU = of(Kind.NORMALIZED_GRU_RESET_BEFORE);
    static final TestedCell RESIDUAL_RNN = of(Kind.NORMALIZED_RESIDUAL_RNN);
    private static final TestedCell UNUSUAL_GRU =
            new TestedCell(
                    "GRU hard sigmoid, softsign",
                    Kind.GRU,
                    n ->
                            new GRU.Builder()
                                    .nIn(n)
                                    .gateActivation(Activation.HARDSIGMOID)
                                    .activation(Activation.SOFTSIGN));

    private static TestedCell of(Kind kind) {
        return named(kind.name(), kind);
    }

    private static TestedCell named(String name, Kind kind) {
        return new TestedCell(name, kind, n -> layer(kind).nIn(n));
    }

    private static RecurrentCellLayer.Builder<?> layer(Kind kind) {
        CellOptions options = kind.options();
        RecurrentCellLayer.Builder<?> builder = CellLayers.builder(kind.shape());
        builder.hasLayerNorm(options.normalized());
        if (builder instanceof SimpleRnn.Builder simple && !options.leak().isNone()) {
            if (options.leak().keep() == 1) {
                simple.residual(options.leak().scale());
            } else {
                simple.leak(options.leak().scale());
            }
        }
        return builder;
    }

    /** One of each recurrence, with the activation that networks give it. */
    static List<TestedCell> each() {
        return Arrays.stream(Kind.values()).filter(Kind::isUsual).map(TestedCell::of).toList();
    }

    /** Each, and one with activations that are seldom taken. */
    static List<TestedCell> all() {
        return Stream.concat(each().stream(), Stream.of(UNUSUAL_GRU)).toList();
    }

    /** One of each layer class. */
    static List<TestedCell> classes() {
        return List.of(SIMPLE_RNN, LSTM, GRU, MINGRU, JANET);
    }

    /** Whether its state has a c. */
    boolean hasCellState() {
        return kind.shape().hasCellState();
    }

    boolean hasRecurrentWeights() {
        return kind.shape().hasRecurrentWeights();
    }

    BaseRecurrentLayer.Builder<?> of(int inputs) {
        return builder.apply(inputs).nOut(LayerNetworks.HIDDEN);
    }

    BaseRecurrentLayer layer(int inputs) {
        return of(inputs).build();
    }

    BaseRecurrentLayer layer(int inputs, RNNFormat format) {
        return of(inputs).dataFormat(format).build();
    }

    @Override
    public String toString() {
        return name;
    }
}
