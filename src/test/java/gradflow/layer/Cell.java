package gradflow.layer;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.nd4j.linalg.activations.Activation;

/** A kind of layer under test; {@code builder} makes one of the given number of inputs. */
record Cell(String name, IntFunction<BaseRecurrentLayer.Builder<?>> builder) {
    static final Cell SIMPLE_RNN = new Cell("SimpleRnn", n -> new SimpleRnn.Builder().nIn(n));
    static final Cell NORMALIZED_RNN =
            new Cell(
                    "SimpleRnn normalised", n -> new SimpleRnn.Builder().nIn(n).hasLayerNorm(true));
    static final Cell LSTM = new Cell("LSTM", n -> new LSTM.Builder().nIn(n));
    static final Cell GRU = new Cell("GRU", n -> new GRU.Builder().nIn(n));
    static final Cell RESET_BEFORE_GRU =
            new Cell("GRU reset before", n -> new GRU.Builder().nIn(n).resetAfter(false));
    static final Cell NORMALIZED_LSTM =
            new Cell("LSTM normalised", n -> new LSTM.Builder().nIn(n).hasLayerNorm(true));
    static final Cell NORMALIZED_GRU =
            new Cell("GRU normalised", n -> new GRU.Builder().nIn(n).hasLayerNorm(true));
    static final Cell NORMALIZED_RESET_BEFORE_GRU =
            new Cell(
                    "GRU reset before normalised",
                    n -> new GRU.Builder().nIn(n).resetAfter(false).hasLayerNorm(true));
    static final Cell LEAKY_RNN =
            new Cell("SimpleRnn leaky", n -> new SimpleRnn.Builder().nIn(n).leak(0.75));
    static final Cell RESIDUAL_RNN =
            new Cell(
                    "SimpleRnn residual normalised",
                    n -> new SimpleRnn.Builder().nIn(n).residual(0.5).hasLayerNorm(true));
    private static final Cell UNUSUAL_GRU =
            new Cell(
                    "GRU hard sigmoid, softsign",
                    n ->
                            new GRU.Builder()
                                    .nIn(n)
                                    .gateActivation(Activation.HARDSIGMOID)
                                    .activation(Activation.SOFTSIGN));

    /** One of each recurrence. */
    static List<Cell> each() {
        return List.of(
                SIMPLE_RNN,
                NORMALIZED_RNN,
                LEAKY_RNN,
                RESIDUAL_RNN,
                LSTM,
                NORMALIZED_LSTM,
                GRU,
                NORMALIZED_GRU,
                RESET_BEFORE_GRU,
                NORMALIZED_RESET_BEFORE_GRU);
    }

    /** The same and one with activations that are seldom taken. */
    static List<Cell> all() {
        return Stream.concat(each().stream(), Stream.of(UNUSUAL_GRU)).toList();
    }

    /** One of each layer class. */
    static List<Cell> classes() {
        return List.of(SIMPLE_RNN, LSTM, GRU);
    }

    /** Whether its state has a c. */
    boolean hasCellState() {
        return equals(LSTM) || equals(NORMALIZED_LSTM);
    }

    BaseRecurrentLayer.Builder<?> of(int inputs) {
        return builder.apply(inputs).nOut(Networks.HIDDEN);
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
