package gradflow.experiment.vectors;

import gradflow.kernel.CellShape;
import gradflow.layer.CellLayers;
import gradflow.mistake.UserMistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * A cell that a file of reference vectors may name.
 *
 * @param fileName its name in the files
 * @param shape what it is made of
 * @param activation of the hidden state or the candidate
 */
record VectorCell(String fileName, CellShape shape, Activation activation) {
    private static final List<VectorCell> ALL = all();

    private static List<VectorCell> all() {
        List<VectorCell> cells = new ArrayList<>();
        for (Activation f : List.of(Activation.TANH, Activation.RELU, Activation.SIGMOID)) {
            String name = "rnn_" + f.name().toLowerCase(Locale.ROOT);
            cells.add(new VectorCell(name, CellShape.SIMPLE_RNN, f));
        }
        for (CellShape shape : CellShape.values()) {
            if (shape != CellShape.SIMPLE_RNN) {
                Activation candidate =
                        shape.hasLinearCandidate() ? Activation.IDENTITY : Activation.TANH;
                String name = shape.name().toLowerCase(Locale.ROOT);
                cells.add(new VectorCell(name, shape, candidate));
            }
        }
        return List.copyOf(cells);
    }

    BaseRecurrentLayer.Builder<?> builder() {
        return CellLayers.builder(shape).activation(activation);
    }

    /** The gates by their letters in the files, in the order of our blocks. */
    List<String> gates() {
        return shape.gates().stream().map(CellShape.Gate::letter).toList();
    }

    static VectorCell named(String name) {
        return ALL.stream()
                .filter(cell -> cell.fileName.equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UserMistake(
                                        "cell is \"%s\"; needs one of %s"
                                                .formatted(name, allNames())));
    }

    private static String allNames() {
        return ALL.stream().map(VectorCell::fileName).collect(Collectors.joining(", "));
    }
}
