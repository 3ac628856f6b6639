package gradflow.exchange.keras;

import gradflow.exchange.KerasRecurrent;
import gradflow.exchange.KerasRnn;
import gradflow.exchange.LayerParameters;
import gradflow.exchange.ModelFileException;
import gradflow.exchange.file.Hdf5.Numbers;
import gradflow.layer.RecurrentCellLayer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Keras's GRU for DL4J's import, as {@link KerasRecurrent} registers it. */
public final class KerasGru extends KerasLayer {
    private final KerasNode node;
    private final KerasCell cell;

    /**
     * Makes our GRU of a configuration; DL4J's import calls this.
     *
     * @param layerConfig the layer's configuration as DL4J parsed it
     * @throws InvalidKerasConfigurationException if DL4J finds it malformed
     * @throws UnsupportedKerasConfigurationException if an option is not taken over
     */
    public KerasGru(Map<String, Object> layerConfig)
            throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        super(layerConfig, true);
        try {
            node = node(layerConfig);
            cell = KerasCell.of(node);
            for (String below : getInboundLayerNames()) {
                if (below.matches("masking(_\\d+)?")) {
                    throw node.refused(
                            "is above '%s', of which DL4J's import does not tell it; needs"
                                    + " KerasModels.read",
                            below);
                }
            }
        } catch (ModelFileException e) {
            throw new UnsupportedKerasConfigurationException(e.getMessage(), e);
        }
        RecurrentCellLayer own = cell.layer(0);
        own.setLayerName(layerName);
        boolean isLast = !cell.sequences() && !cell.backwards() && !cell.isStateful();
        if (isLast) {
            layer = new LastTimeStep(own);
        } else if (cell.sequences() && !cell.backwards()) {
            layer = own;
        } else {
            layer =
                    new KerasRnn(
                            own,
                            new KerasRnn.Order(cell.backwards(), cell.sequences(), false, false));
            layer.setLayerName(layerName);
        }
    }

    private KerasNode node(Map<String, Object> layerConfig) throws ModelFileException {
        JsonNode config = new ObjectMapper().valueToTree(layerConfig.get("config"));
        KerasVersion version = new KerasVersion("", getKerasMajorVersion(), 0);
        return new KerasNode(
                Path.of("Keras model"), version, "GRU", getLayerName(), config, null, null);
    }

    @Override
    public int getNumParams() {
        return 3;
    }

    @Override
    public InputType getOutputType(InputType... inputType)
            throws InvalidKerasConfigurationException {
        if (inputType.length != 1) {
            throw new InvalidKerasConfigurationException(
                    "layer '%s' (GRU): has %d inputs; needs one"
                            .formatted(layerName, inputType.length));
        }
        InputPreProcessor preprocessor = getInputPreprocessor(inputType);
        InputType below =
                preprocessor == null ? inputType[0] : preprocessor.getOutputType(inputType[0]);
        return layer.getOutputType(-1, below);
    }

    @Override
    public InputPreProcessor getInputPreprocessor(InputType... inputType) {
        return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(
                inputType[0], RNNFormat.NWC, layerName);
    }

    @Override
    public void setWeights(Map<String, INDArray> found) throws InvalidKerasConfigurationException {
        Map<String, Numbers> arrays = new HashMap<>();
        found.forEach((name, array) -> arrays.put(name, numbers(name, array)));
        try {
            weights = arrays(new KerasLayout(cell, node, arrays).parameters());
        } catch (ModelFileException e) {
            throw new InvalidKerasConfigurationException(e.getMessage(), e);
        }
    }

    /** DL4J's import makes a matrix of one row of a vector. */
    private Numbers numbers(String name, INDArray array) {
        boolean isRow = array.rank() == 2 && array.size(0) == 1 && name.startsWith("b");
        List<Long> shape =
                isRow ? List.of(array.length()) : Arrays.stream(array.shape()).boxed().toList();
        double[] values = array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        return new Numbers(name, shape, values);
    }

    private static Map<String, INDArray> arrays(LayerParameters parameters) {
        Map<String, INDArray> arrays = new HashMap<>();
        int columns = parameters.columns();
        arrays.put("W", matrix(parameters.inputWeights(), parameters.inputSize(), columns));
        arrays.put("RW", matrix(parameters.recurrentWeights(), parameters.hiddenSize(), columns));
        arrays.put("b", Nd4j.createFromArray(parameters.bias()).castTo(DataType.FLOAT));
        arrays.put("Rb", Nd4j.createFromArray(parameters.recurrentBias()).castTo(DataType.FLOAT));
        return arrays;
    }

    private static INDArray matrix(double[] values, int rows, int columns) {
        return Nd4j.createFromArray(values).reshape('c', rows, columns).castTo(DataType.FLOAT);
    }
}
