package gradflow.layer;

import java.util.List;
import java.util.function.IntFunction;
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
        return List.of(SIMPLE_RNN, NORMALIZED_RNN, LSTM, GRU, RESET_BEFORE_GRU);
    }

    /** The same and one with activations that are seldom taken. */
    static List<Cell> all() {
        return List.of(SIMPLE_RNN, NORMALIZED_RNN, LSTM, GRU, RESET_BEFORE_GRU, UNUSUAL_GRU);
    }

    /** One of each layer class. */
    static List<Cell> classes() {
        return List.of(SIMPLE_RNN, LSTM, GRU);
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
