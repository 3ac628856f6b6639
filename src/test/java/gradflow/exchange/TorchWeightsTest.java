package gradflow.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.exchange.file.SafeTensors;
import gradflow.exchange.file.Tensor;
import gradflow.kernel.CellShape;
import gradflow.layer.CellLayers;
import gradflow.layer.GRU;
import gradflow.layer.JANET;
import gradflow.layer.LSTM;
import gradflow.layer.MinGRU;
import gradflow.layer.SimpleRnn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class TorchWeightsTest {
    private static final Path FILES = Path.of("src/test/resources/gradflow/exchange/torch");
    private static final List<String> MODULES =
            List.of(
                    "rnn-tanh",
                    "rnn-relu-2",
                    "rnn-both",
                    "lstm",
                    "lstm-2-both-no-bias",
                    "lstm-half",
                    "gru",
                    "gru-2-both",
                    "gru-3-no-bias",
                    "gru-bfloat");

    @TempDir Path folder;

    static Stream<Arguments> modulesInBothTypes() {
        return MODULES.stream()
                .flatMap(
                        name ->
                                Stream.of(
                                        Arguments.of(name, DataType.DOUBLE, 1e-9),
                                        Arguments.of(name, DataType.FLOAT, 2e-4)));
    }

    /** PyTorch computed y in float64; 1e-9 and 2e-4 are those of the reference vectors. */
    @ParameterizedTest
    @MethodSource("modulesInBothTypes")
    void theOutputsAreThoseOfPyTorch(String name, DataType type, double tolerance)
            throws Exception {
        TorchModule module = TorchWeights.readOne(file(name));
        MultiLayerNetwork network = network(type, module.layers(RNNFormat.NWC, activation(name)));
        module.into(network);
        Map<String, Tensor> expected = SafeTensors.read(file(name + ".expected"));
        INDArray y = network.output(array(expected.get("x")).castTo(type), false);
        assertThat(
                        y.castTo(DataType.DOUBLE)
                                .sub(array(expected.get("y")))
                                .amaxNumber()
                                .doubleValue())
                .isLessThan(tolerance);
    }

    @ParameterizedTest
    @MethodSource("modulesInBothTypes")
    void aGraphGivesWhatANetworkGives(String name, DataType type, double tolerance)
            throws Exception {
        TorchModule module = TorchWeights.readOne(file(name));
        List<Layer> layers = module.layers(RNNFormat.NCW, activation(name));
        MultiLayerNetwork network = network(type, layers);
        module.into(network);
        ComputationGraph graph = graph(type, layers);
        module.into(graph);
        assertThat(graph.params()).isEqualTo(network.params());
        assertThat(network.params().amaxNumber().doubleValue()).isGreaterThan(0.5);
    }

    static Stream<Arguments> networks() {
        return Stream.of(CellShape.SIMPLE_RNN, CellShape.LSTM, CellShape.GRU)
                .flatMap(
                        cell ->
                                Stream.of(DataType.DOUBLE, DataType.FLOAT)
                                        .flatMap(
                                                type ->
                                                        Stream.of(
                                                                Arguments.of(cell, type, false),
                                                                Arguments.of(cell, type, true))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void oursGoToAFileAndBackBitByBit(CellShape cell, DataType type, boolean both)
            throws Exception {
        List<Layer> layers = List.of(layer(cell, 3, both), layer(cell, both ? 8 : 4, both));
        MultiLayerNetwork ours = network(type, layers);
        INDArray random = Nd4j.rand(type, ours.params().shape()).subi(0.5);
        random.putScalar(0, -0.0);
        random.putScalar(random.length() - 1, -0.0);
        ours.setParams(random);
        Path file = folder.resolve("ours.safetensors");
        TorchWeights.write(ours, file, "encoder.");
        MultiLayerNetwork back = network(type, layers);
        TorchModule module = TorchWeights.readOne(file);
        assertThat(module.name()).isEqualTo("encoder.");
        module.into(back);
        assertThat(bits(back)).isEqualTo(bits(ours));
    }

    @ParameterizedTest
    @MethodSource("modulesInBothTypes")
    void aFileComesBackWithTheSameWeights(String name, DataType type, double tolerance)
            throws Exception {
        Map<String, Tensor> before = SafeTensors.read(file(name));
        TensorType fileType = TensorType.valueOf(before.values().iterator().next().type());
        if (type == DataType.FLOAT && fileType == TensorType.F64) {
            return; // A float does not hold a double.
        }
        TorchModule module = TorchWeights.readOne(file(name));
        MultiLayerNetwork network = network(type, module.layers(RNNFormat.NCW, activation(name)));
        module.into(network);
        Path written = folder.resolve("back.safetensors");
        TensorType exact = name.startsWith("gru") ? fileType : TensorType.F64;
        TorchWeights.write(exact, written, "", network.getLayers());
        Map<String, Tensor> after = SafeTensors.read(written);
        for (Tensor tensor : before.values()) {
            if (name.startsWith("gru") || tensor.name().startsWith("weight")) {
                assertThat(after.get(tensor.name()).values()).isEqualTo(tensor.values());
            }
        }
        int rows = after.get("bias_ih_l0").values().length;
        for (String bias : after.keySet()) {
            if (bias.startsWith("bias_ih") && !name.startsWith("gru")) {
                double[] sums = before.containsKey(bias) ? sum(before, bias) : new double[rows];
                assertThat(sum(after, bias)).isEqualTo(rounded(sums, type));
            }
        }
    }

    private static double[] sum(Map<String, Tensor> tensors, String bias) {
        double[] sum = tensors.get(bias).values();
        double[] other = tensors.get(bias.replace("_ih_", "_hh_")).values();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    /** The one bias of SimpleRnn and LSTM is the sum as the network's type holds it. */
    private static double[] rounded(double[] values, DataType type) {
        return type == DataType.DOUBLE
                ? values
                : Arrays.stream(values).map(value -> (float) value).toArray();
    }

    @Test
    void aWholeModelHasItsModulesByName() throws Exception {
        Map<String, TorchModule> modules = TorchWeights.read(file("model"));
        assertThat(modules).containsOnlyKeys("encoder.", "decoder.");
        assertThat(modules.get("encoder.")).hasToString("'encoder.', nn.GRU(3, 4, num_layers=2)");
        MultiLayerNetwork network =
                network(
                        DataType.FLOAT,
                        List.of(
                                layer(CellShape.GRU, 3, false),
                                layer(CellShape.GRU, 4, false),
                                new LSTM.Builder()
                                        .nIn(4)
                                        .nOut(2)
                                        .activation(Activation.TANH)
                                        .build()));
        modules.get("encoder.").into(network.getLayer(0), network.getLayer(1));
        modules.get("decoder.").into(network.getLayer(2));
        assertThat(values(file("model"), "decoder.weight_hh_l0"))
                .contains(network.getLayer(2).getParam("RW").getDouble(1, 6));
        assertThatThrownBy(() -> TorchWeights.readOne(file("model")))
                .hasMessage("model.safetensors: holds 2 modules, [encoder., decoder.]; needs one");
    }

    @ParameterizedTest
    @EnumSource(TensorType.class)
    void everyTypeIsWrittenAndRead(TensorType type) throws Exception {
        MultiLayerNetwork ours = network(DataType.DOUBLE, List.of(layer(CellShape.GRU, 3, false)));
        Path file = folder.resolve("typed.safetensors");
        TorchWeights.write(type, file, "", ours.getLayers());
        MultiLayerNetwork back = network(DataType.DOUBLE, List.of(layer(CellShape.GRU, 3, false)));
        TorchWeights.readOne(file).into(back);
        double epsilon =
                Map.of("F16", 0x1p-11, "BF16", 0x1p-8, "F32", 0x1p-24, "F64", 0.0).get(type.name());
        for (long i = 0; i < ours.numParams(); i++) {
            double weight = ours.params().getDouble(i);
            assertThat(back.params().getDouble(i))
                    .isBetween(
                            weight - epsilon * Math.abs(weight),
                            weight + epsilon * Math.abs(weight));
        }
    }

    static Stream<Arguments> wrongNetworks() {
        return Stream.of(
                Arguments.of(
                        List.of(layer(CellShape.GRU, 5, false)),
                        "gru.safetensors: tensor 'weight_ih_l0' has shape [12, 3]; layer 0, GRU"
                                + " needs [12, 5]"),
                Arguments.of(
                        List.of(new GRU.Builder().nIn(3).nOut(6).build()),
                        "gru.safetensors: tensor 'weight_hh_l0' has shape [12, 4]; layer 0, GRU"
                                + " needs [18, 6]"),
                Arguments.of(
                        List.of(layer(CellShape.LSTM, 3, false)),
                        "gru.safetensors: nn.GRU(3, 4) does not fit into layer 0, LSTM"),
                Arguments.of(
                        List.of(layer(CellShape.GRU, 3, true)),
                        "gru.safetensors: nn.GRU(3, 4) does not fit into layer 0, GRU in both"
                                + " directions"),
                Arguments.of(
                        List.of(layer(CellShape.GRU, 3, false), layer(CellShape.GRU, 4, false)),
                        "gru.safetensors: nn.GRU(3, 4) has 1 layers; got 2 recurrent layers to put"
                                + " them into"));
    }

    @ParameterizedTest
    @MethodSource("wrongNetworks")
    void aWeightOfAnotherShapeIsNamedAndNothingIsLoaded(List<Layer> layers, String message)
            throws Exception {
        MultiLayerNetwork network = network(DataType.DOUBLE, layers);
        INDArray before = network.params().dup();
        TorchModule module = TorchWeights.readOne(file("gru"));
        assertThatThrownBy(() -> module.into(network))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
        assertThat(network.params()).isEqualTo(before);
    }

    /** The second layer is found wrong before the first one has changed. */
    @Test
    void nothingIsHalfLoaded() throws Exception {
        MultiLayerNetwork network =
                network(
                        DataType.DOUBLE,
                        List.of(layer(CellShape.GRU, 3, true), layer(CellShape.GRU, 7, true)));
        INDArray before = network.params().dup();
        TorchModule module = TorchWeights.readOne(file("gru-2-both"));
        assertThatThrownBy(() -> module.into(network))
                .hasMessageContaining(
                        "tensor 'weight_ih_l1' has shape [12, 8]; layer 1, GRU in both")
                .hasMessageContaining("needs [12, 7]");
        assertThat(network.params()).isEqualTo(before);
    }

    static Stream<Arguments> foreignLayers() {
        return Stream.of(
                Arguments.of(new MinGRU.Builder(), "MINGRU, which PyTorch has not"),
                Arguments.of(new JANET.Builder(), "JANET, which PyTorch has not"),
                Arguments.of(
                        new GRU.Builder().resetAfter(false),
                        "GRU_RESET_BEFORE, which PyTorch has not"),
                Arguments.of(
                        new LSTM.Builder().hasLayerNorm(true),
                        "layer normalisation, which PyTorch's modules have not"),
                Arguments.of(
                        new SimpleRnn.Builder().leak(0.5),
                        "a leak or residual connection, which PyTorch has not"),
                Arguments.of(
                        new SimpleRnn.Builder().activation(Activation.SIGMOID),
                        "activation sigmoid; nn.RNN needs tanh or relu"),
                Arguments.of(
                        new GRU.Builder().activation(Activation.RELU),
                        "activation relu; nn.GRU needs tanh"),
                Arguments.of(
                        new GRU.Builder().gateActivation(Activation.HARDSIGMOID),
                        "gates of hardsigmoid; needs sigmoid"),
                Arguments.of(
                        new org.deeplearning4j.nn.conf.layers.LSTM.Builder(),
                        "a org.deeplearning4j.nn.conf.layers.LSTM; needs a layer of"
                                + " gradflow.layer, which StockLayers.fromStock makes"));
    }

    @ParameterizedTest
    @MethodSource("foreignLayers")
    void whatPyTorchHasNotIsNotWritten(
            org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer.Builder<?> builder,
            String problem) {
        Layer layer = builder.nIn(3).nOut(4).build();
        MultiLayerNetwork network = network(DataType.FLOAT, List.of(layer));
        Path file = folder.resolve("none.safetensors");
        assertThatThrownBy(() -> TorchWeights.write(network, file, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layer 0")
                .hasMessageEndingWith(problem);
        assertThat(file).doesNotExist();
    }

    @Test
    void layersThatAreNoModuleAreNotWritten() {
        MultiLayerNetwork network =
                network(
                        DataType.FLOAT,
                        List.of(
                                layer(CellShape.GRU, 3, false),
                                new GRU.Builder().nIn(4).nOut(5).build()));
        Path file = folder.resolve("none.safetensors");
        assertThatThrownBy(() -> TorchWeights.write(network, file, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layer 1, GRU is no further layer");
        Layer added = new Bidirectional(Bidirectional.Mode.ADD, layer(CellShape.GRU, 3, false));
        MultiLayerNetwork sums = network(DataType.FLOAT, List.of(added));
        assertThatThrownBy(() -> TorchWeights.write(sums, file, ""))
                .hasMessage("layer 0: a Bidirectional of mode ADD; needs CONCAT, as PyTorch has");
        assertThat(file).doesNotExist();
    }

    @Test
    void aWeightThatATypeCannotHoldIsRefusedAndTheOldFileStays() throws Exception {
        MultiLayerNetwork network =
                network(DataType.FLOAT, List.of(layer(CellShape.GRU, 3, false)));
        network.getLayer(0).getParam("b").putScalar(1, 1e5);
        Path file = Files.writeString(folder.resolve("old.safetensors"), "old");
        assertThatThrownBy(() -> TorchWeights.write(TensorType.F16, file, "", network.getLayers()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor 'bias_ih_l0' has the weight 100000.0, which F16 cannot hold");
        assertThat(file).hasContent("old");
        Path nowhere = folder.resolve("no/folder.safetensors");
        assertThatThrownBy(() -> TorchWeights.write(network, nowhere, ""))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("folder.safetensors: there is no such folder");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void theLayerMayBeWrapped() throws Exception {
        Layer wrapped = new LastTimeStep(layer(CellShape.GRU, 3, false));
        var conf =
                new NeuralNetConfiguration.Builder()
                        .list()
                        .layer(wrapped)
                        .layer(
                                new LossLayer.Builder(LossFunction.L2)
                                        .activation(Activation.IDENTITY)
                                        .build())
                        .build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        TorchWeights.readOne(file("gru")).into(network);
        assertThat(network.getLayer(0).getParam("W").getFloat(0, 0))
                .isEqualTo((float) values(file("gru"), "weight_ih_l0")[0]);
    }

    private static Layer layer(CellShape cell, int nIn, boolean both) {
        var builder = CellLayers.builder(cell);
        Layer one = builder.nIn(nIn).nOut(4).activation(Activation.TANH).build();
        return both ? new Bidirectional(Bidirectional.Mode.CONCAT, one) : one;
    }

    private static Activation activation(String name) {
        return name.contains("relu") ? Activation.RELU : Activation.TANH;
    }

    private static MultiLayerNetwork network(DataType type, List<Layer> layers) {
        var list = new NeuralNetConfiguration.Builder().dataType(type).seed(5).list();
        layers.forEach(list::layer);
        RNNFormat format = TimeSeriesUtils.getFormatFromRnnLayer(layers.get(0));
        MultiLayerNetwork network = new MultiLayerNetwork(list.layer(loss(format)).build());
        network.init();
        return network;
    }

    private static ComputationGraph graph(DataType type, List<Layer> layers) {
        var graph =
                new NeuralNetConfiguration.Builder().dataType(type).graphBuilder().addInputs("0");
        int count = 0;
        for (Layer layer : layers) {
            graph.addLayer("" + (count + 1), layer, "" + count);
            count++;
        }
        graph.addLayer("loss", loss(RNNFormat.NCW), "" + count).setOutputs("loss");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static RnnLossLayer loss(RNNFormat format) {
        return new RnnLossLayer.Builder(LossFunction.L2)
                .activation(Activation.IDENTITY)
                .dataFormat(format)
                .build();
    }

    private static long[] bits(MultiLayerNetwork network) {
        double[] params = network.params().castTo(DataType.DOUBLE).dup().data().asDouble();
        return Arrays.stream(params).mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static INDArray array(Tensor tensor) {
        long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
        return Nd4j.createFromArray(tensor.values()).reshape('c', shape);
    }

    private static double[] values(Path file, String tensor) throws Exception {
        return SafeTensors.read(file).get(tensor).values();
    }

    private static Path file(String name) {
        return FILES.resolve(name + ".safetensors");
    }
}
