package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Networks in FLOAT move from stock layers to ours and back. */
class StockLayersTest {
    private static final int TIME = 4;

    /** Predictions of FLOAT networks, each a sum of some ten products. */
    private static final double TOLERANCE = 1e-6;

    @TempDir Path dir;
    private final INDArray x = Sequences.inputs(2, TIME, 1).castTo(DataType.FLOAT);
    private final INDArray y = Sequences.labels(2, TIME, 2).castTo(DataType.FLOAT);

    private static Layer stockRnn(int inputs) {
        return new org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn.Builder()
                .nIn(inputs)
                .nOut(HIDDEN)
                .activation(Activation.SOFTSIGN)
                .l2(1e-3)
                .updater(new Adam(0.02))
                .build();
    }

    private static Layer stockLstm(int inputs) {
        return new org.deeplearning4j.nn.conf.layers.LSTM.Builder()
                .nIn(inputs)
                .nOut(HIDDEN)
                .gateActivationFunction(Activation.HARDSIGMOID)
                .forgetGateBiasInit(0.5)
                .constrainRecurrent(new MaxNormConstraint(1.5, 1))
                .updater(new Adam(0.02))
                .build();
    }

    private static Layer[] stockStack() {
        return new Layer[] {
            new FrozenLayer(stockRnn(INPUTS)),
            new Bidirectional(Bidirectional.Mode.ADD, stockLstm(HIDDEN)),
            stockRnn(HIDDEN),
            stockLstm(HIDDEN)
        };
    }

    private INDArray predict(Model model) {
        return model instanceof MultiLayerNetwork net
                ? net.output(x)
                : ((ComputationGraph) model).output(x)[0];
    }

    private void fit(Model model) {
        if (model instanceof MultiLayerNetwork net) {
            net.fit(x, y);
        } else {
            ((ComputationGraph) model).fit(new INDArray[] {x}, new INDArray[] {y});
        }
    }

    /** Now, and after further training, which takes Adam's state and iteration count to agree. */
    private void assertSame(Model moved, Model original) {
        assertThat(predict(moved).distance2(predict(original))).isLessThan(TOLERANCE);
        for (int i = 0; i < 3; i++) {
            fit(moved);
            fit(original);
        }
        assertThat(predict(moved).distance2(predict(original))).isLessThan(10 * TOLERANCE);
    }

    @Test
    void aTrainedNetworkMovesThereAndBack() {
        MultiLayerNetwork stock =
                LayerNetworks.stack(DataType.FLOAT, RNNFormat.NCW, 0, stockStack());
        fit(stock);
        fit(stock);
        MultiLayerNetwork ours = StockLayers.fromStock(stock);
        assertThat(ours.getLayer(2)).isInstanceOf(RecurrentLayer.class);
        assertSame(ours, stock);
        MultiLayerNetwork back = StockLayers.toStock(ours);
        assertThat(back.getLayerWiseConfigurations()).isEqualTo(stock.getLayerWiseConfigurations());
        assertSame(back, ours);
    }

    @Test
    void aTrainedGraphMovesThereAndBack() {
        ComputationGraph stock =
                LayerNetworks.graph(DataType.FLOAT, RNNFormat.NCW, 0, stockStack());
        fit(stock);
        fit(stock);
        ComputationGraph ours = StockLayers.fromStock(stock);
        assertSame(ours, stock);
        ComputationGraph back = StockLayers.toStock(ours);
        assertThat(back.getConfiguration()).isEqualTo(stock.getConfiguration());
        assertSame(back, ours);
    }

    @Test
    void savedNetworksMoveThereAndBack() throws IOException {
        File file = dir.resolve("stock.zip").toFile();
        MultiLayerNetwork stock =
                LayerNetworks.stack(DataType.FLOAT, RNNFormat.NCW, 0, stockStack());
        fit(stock);
        stock.save(file, true);
        MultiLayerNetwork ours = StockLayers.readNetwork(file);
        File back = dir.resolve("back.zip").toFile();
        StockLayers.toStock(ours).save(back, true);
        assertSame(MultiLayerNetwork.load(back, true), stock);
        assertSame(ours, MultiLayerNetwork.load(file, true));

        ComputationGraph graph =
                LayerNetworks.graph(DataType.FLOAT, RNNFormat.NCW, 0, stockStack());
        fit(graph);
        graph.save(file, true);
        assertSame(StockLayers.readGraph(file), graph);
    }

    @Test
    void anUntrainedNetworkAndLastTimeStepMove() {
        MultiLayerNetwork stock =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.FLOAT)
                                .list()
                                .layer(new LastTimeStep(stockLstm(INPUTS)))
                                .layer(LayerNetworks.plainOutput())
                                .build());
        stock.init();
        MultiLayerNetwork ours = StockLayers.fromStock(stock);
        assertThat(ours.output(x).distance2(stock.output(x))).isLessThan(TOLERANCE);
        assertThat(StockLayers.toStock(ours).getLayerWiseConfigurations())
                .isEqualTo(stock.getLayerWiseConfigurations());
    }

    @Test
    void nothingOfOursIsLeftInAStockNetwork() {
        MultiLayerNetwork ours =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.FLOAT)
                                .list()
                                .layer(TestedCell.LSTM.layer(INPUTS))
                                .layer(
                                        new RnnOutputLayer.Builder(
                                                        LossFunctions.LossFunction.MCXENT)
                                                .nIn(HIDDEN)
                                                .nOut(LayerNetworks.OUTPUTS)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .build());
        ours.init();
        MultiLayerNetwork stock = StockLayers.toStock(ours);
        assertThat(stock.getLayerWiseConfigurations().toJson()).doesNotContain("gradflow");
        assertSame(stock, ours);
    }

    @Test
    void aGruHasNowhereToGo() {
        MultiLayerNetwork ours =
                LayerNetworks.stack(DataType.FLOAT, RNNFormat.NCW, 0, TestedCell.GRU.layer(INPUTS));
        assertThatThrownBy(() -> StockLayers.toStock(ours))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds a GRU, which DL4J has not");
    }

    static List<Layer> withoutStockTwin() {
        return List.of(
                TestedCell.NORMALIZED_LSTM.layer(INPUTS),
                TestedCell.LEAKY_RNN.layer(INPUTS),
                TestedCell.RESIDUAL_RNN.layer(INPUTS),
                new LastTimeStep(TestedCell.NORMALIZED_LSTM.layer(INPUTS)));
    }

    @ParameterizedTest
    @MethodSource("withoutStockTwin")
    void whatStockLayersHaveNotIsNotDropped(Layer layer) {
        MultiLayerNetwork ours =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.FLOAT)
                                .list()
                                .layer(layer)
                                .layer(LayerNetworks.plainOutput())
                                .build());
        ours.init();
        assertThatThrownBy(() -> StockLayers.toStock(ours))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which DL4J has not");
    }

    /** Nothing but the class: every field of the stock layer has its like in ours. */
    @Test
    void configurationsHaveTheSameFields() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        for (Layer stock : List.of(stockRnn(INPUTS), stockLstm(INPUTS))) {
            MultiLayerNetwork net = LayerNetworks.stack(DataType.FLOAT, RNNFormat.NCW, 0, stock);
            JsonNode theirs =
                    mapper.readTree(net.getLayerWiseConfigurations().toJson()).at("/confs/0/layer");
            JsonNode ours =
                    mapper.readTree(
                                    StockLayers.fromStock(net)
                                            .getLayerWiseConfigurations()
                                            .toJson())
                            .at("/confs/0/layer");
            assertThat(names(ours)).isEqualTo(names(theirs)).contains("@class", "nin", "nout");
            for (String name : names(theirs)) {
                if (!name.equals("@class")) {
                    assertThat(ours.get(name)).describedAs(name).isEqualTo(theirs.get(name));
                }
            }
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
