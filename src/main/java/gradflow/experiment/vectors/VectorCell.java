package gradflow.experiment.vectors;

import gradflow.layer.GRU;
import gradflow.layer.LSTM;
import gradflow.layer.SimpleRnn;
import gradflow.spec.UserMistake;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.nd4j.linalg.activations.Activation;

/** A cell that a file of reference vectors may name, and how our layers are set to be it. */
enum VectorCell {
    RNN_TANH("h") {
        @Override
        BaseRecurrentLayer.Builder<?> builder() {
            return new SimpleRnn.Builder().activation(Activation.TANH);
        }
    },
    RNN_RELU("h") {
        @Override
        BaseRecurrentLayer.Builder<?> builder() {
            return new SimpleRnn.Builder().activation(Activation.RELU);
        }
    },
    RNN_SIGMOID("h") {
        @Override
        BaseRecurrentLayer.Builder<?> builder() {
            return new SimpleRnn.Builder().activation(Activation.SIGMOID);
        }
    },
    /** Our blocks are candidate (g), forget, output, input gate. */
    LSTM("g,f,o,i") {
        @Override
        BaseRecurrentLayer.Builder<?> builder() {
            return new LSTM.Builder().activation(Activation.TANH);
        }
    },
    GRU("r,z,n") {
        @Override
        BaseRecurrentLayer.Builder<?> builder() {
            return new GRU.Builder().activation(Activation.TANH);
        }
    },
    GRU_RESET_BEFORE("r,z,n") {
        @Override
        BaseRecurrentLayer.Builder<?> builder() {
            return new GRU.Builder().resetAfter(false).activation(Activation.TANH);
        }
    };

    private final String gates;

    VectorCell(String gates) {
        this.gates = gates;
    }

    abstract BaseRecurrentLayer.Builder<?> builder();

    /** The gates by their letters in the files, in the order of our blocks. */
    List<String> gates() {
        return List.of(gates.split(","));
    }

    boolean hasCellState() {
        return this == LSTM;
    }

    /** Whether b_hh is a parameter of its own and not merely added to b_ih. */
    boolean hasRecurrentBias() {
        return this == GRU || this == GRU_RESET_BEFORE;
    }

    String fileName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    static VectorCell named(String name) {
        return Arrays.stream(values())
                .filter(cell -> cell.fileName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserMistake(
                                        "cell is \"%s\"; needs one of %s"
                                                .formatted(name, allNames())));
    }

    private static String allNames() {
        return Arrays.stream(values()).map(VectorCell::fileName).collect(Collectors.joining(", "));
    }
}
