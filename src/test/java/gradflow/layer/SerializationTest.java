package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellShape;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** Configurations as JSON and YAML, networks as files, clones. */
class SerializationTest {
    private static final int TIME = 3;
    @TempDir Path dir;
    private final INDArray x = Sequences.inputs(2, TIME, 1);
    private final INDArray y = Sequences.labels(2, TIME, 2);

    static List<TestedCell> cells() {
        return TestedCell.all();
    }

    private static Layer[] layers(TestedCell cell) {
        BaseRecurrentLayer.Builder<?> full = cell.of(HIDDEN);
        full.name("full").weightInit(WeightInit.UNIFORM).biasInit(0.3).updater(new Adam(0.01));
        full.l1(0.01).l2Bias(0.02).dropOut(0.8).weightNoise(new DropConnect(0.9));
        full.constrainRecurrent(new MaxNormConstraint(1, 1)).weightInitRecurrent(WeightInit.RELU);
        return new Layer[] {
            cell.layer(INPUTS),
            full.build(),
            new Bidirectional(Bidirectional.Mode.AVERAGE, cell.layer(HIDDEN))
        };
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void networkConfigurationsSurviveJsonAndYaml(TestedCell cell) {
        MultiLayerConfiguration conf =
                LayerNetworks.stack(DataType.FLOAT, RNNFormat.NCW, 0, layers(cell))
                        .getLayerWiseConfigurations();
        var fromJson = MultiLayerConfiguration.fromJson(conf.toJson());
        assertThat(fromJson).isEqualTo(conf).hasSameHashCodeAs(conf);
        assertThat(fromJson.toJson()).isEqualTo(conf.toJson());
        assertThat(MultiLayerConfiguration.fromYaml(conf.toYaml())).isEqualTo(conf);
        assertThat(conf.clone()).isEqualTo(conf);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void graphConfigurationsSurviveJsonAndYaml(TestedCell cell) {
        ComputationGraphConfiguration conf =
                LayerNetworks.graph(DataType.FLOAT, RNNFormat.NCW, 0, layers(cell))
                        .getConfiguration();
        var fromJson = ComputationGraphConfiguration.fromJson(conf.toJson());
        assertThat(fromJson).isEqualTo(conf);
        assertThat(fromJson.toJson()).isEqualTo(conf.toJson());
        assertThat(ComputationGraphConfiguration.fromYaml(conf.toYaml())).isEqualTo(conf);
        assertThat(conf.clone()).isEqualTo(conf);
    }

    @Test
    void everyOptionCounts() {
        GRU gru = new GRU.Builder().nIn(2).nOut(3).build();
        assertThat(gru)
                .isEqualTo(new GRU.Builder().nIn(2).nOut(3).build())
                .hasSameHashCodeAs(new GRU.Builder().nIn(2).nOut(3).build());
        assertThat(gru)
                .isNotEqualTo(new GRU.Builder().nIn(2).nOut(3).resetAfter(false).build())
                .isNotEqualTo(new GRU.Builder().nIn(2).nOut(3).updateGateBiasInit(1).build())
                .isNotEqualTo(
                        new GRU.Builder()
                                .nIn(2)
                                .nOut(3)
                                .gateActivation(Activation.HARDSIGMOID)
                                .build())
                .isNotEqualTo(new GRU.Builder().nIn(2).nOut(4).build())
                .isNotEqualTo(new SimpleRnn.Builder().nIn(2).nOut(3).build());
        assertThat(gru).isNotEqualTo(new GRU.Builder().nIn(2).nOut(3).hasLayerNorm(true).build());
        assertThat(new SimpleRnn.Builder().nIn(2).nOut(3).build())
                .isNotEqualTo(new SimpleRnn.Builder().nIn(2).nOut(3).hasLayerNorm(true).build())
                .isNotEqualTo(new SimpleRnn.Builder().nIn(2).nOut(3).leak(0.5).build())
                .isNotEqualTo(new SimpleRnn.Builder().nIn(2).nOut(3).residual(1).build())
                .isEqualTo(new SimpleRnn.Builder().nIn(2).nOut(3).residual(2).leak(1).build());
        assertThat(new LSTM.Builder().nIn(2).nOut(3).build())
                .isNotEqualTo(new LSTM.Builder().nIn(2).nOut(3).forgetGateBiasInit(2).build())
                .isNotEqualTo(new LSTM.Builder().nIn(2).nOut(3).hasLayerNorm(true).build());
    }

    /** As stock layers are, and as they were before these options existed. */
    @Test
    void optionsThatAreOffAreNotWritten() {
        String json =
                LayerNetworks.stack(
                                DataType.FLOAT,
                                RNNFormat.NCW,
                                0,
                                new SimpleRnn.Builder().nIn(INPUTS).nOut(HIDDEN).leak(1).build(),
                                TestedCell.LSTM.layer(HIDDEN),
                                TestedCell.GRU.layer(HIDDEN))
                        .getLayerWiseConfigurations()
                        .toJson();
        assertThat(json).containsOnlyOnce("hasLayerNorm").doesNotContain("leak", "residual");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aSavedNetworkPredictsAndTrainsOn(TestedCell cell) throws IOException {
        File file = dir.resolve("network.zip").toFile();
        MultiLayerNetwork net = LayerNetworks.stack(DataType.DOUBLE, RNNFormat.NCW, 2, adam(cell));
        net.fit(x, y);
        ModelSerializer.writeModel(net, file, true);
        MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(file, true);
        assertThat(values(read.output(x))).containsExactly(values(net.output(x)));
        assertThat(values(read.getUpdater().getStateViewArray()))
                .containsExactly(values(net.getUpdater().getStateViewArray()));
        net.fit(x, y);
        read.fit(x, y);
        assertThat(values(read.params())).containsExactly(values(net.params()));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aSavedGraphPredictsAndTrainsOn(TestedCell cell) throws IOException {
        File file = dir.resolve("graph.zip").toFile();
        ComputationGraph net = LayerNetworks.graph(DataType.DOUBLE, RNNFormat.NCW, 2, adam(cell));
        INDArray[] in = {x};
        INDArray[] out = {y};
        net.fit(in, out);
        net.save(file, true);
        ComputationGraph read = ComputationGraph.load(file, true);
        assertThat(values(read.output(x)[0])).containsExactly(values(net.output(x)[0]));
        net.fit(in, out);
        read.fit(in, out);
        assertThat(values(read.params())).containsExactly(values(net.params()));
    }

    private static Layer[] adam(TestedCell cell) {
        return new Layer[] {cell.of(INPUTS).updater(new Adam(0.01)).build()};
    }

    @ParameterizedTest
    @MethodSource("cells")
    void aCloneIsEqualAndItsOwn(TestedCell cell) {
        MultiLayerNetwork net = LayerNetworks.stack(DataType.DOUBLE, RNNFormat.NCW, 2, adam(cell));
        net.fit(x, y);
        MultiLayerNetwork clone = net.clone();
        double[] before = values(net.params());
        clone.fit(x, y);
        assertThat(values(net.params())).containsExactly(before);
        net.fit(x, y);
        assertThat(values(net.params())).containsExactly(values(clone.params()));

        ComputationGraph graph = LayerNetworks.graph(DataType.DOUBLE, RNNFormat.NCW, 2, adam(cell));
        ComputationGraph twin = graph.clone();
        graph.fit(new INDArray[] {x}, new INDArray[] {y});
        assertThat(values(twin.params())).isNotEqualTo(values(graph.params()));
        twin.fit(new INDArray[] {x}, new INDArray[] {y});
        assertThat(values(twin.params())).containsExactly(values(graph.params()));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void lastTimeStepSurvivesJson(TestedCell cell) {
        MultiLayerConfiguration conf =
                LayerNetworks.base(DataType.FLOAT)
                        .list()
                        .layer(new LastTimeStep(cell.layer(INPUTS)))
                        .layer(LayerNetworks.plainOutput())
                        .build();
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
    }

    @ParameterizedTest
    @EnumSource
    void theArithmeticSurvivesJson(CellShape shape) {
        RecurrentCellLayer portable =
                (RecurrentCellLayer)
                        CellLayers.builder(shape)
                                .arithmetic(Arithmetic.PORTABLE)
                                .nIn(INPUTS)
                                .nOut(HIDDEN)
                                .build();
        MultiLayerConfiguration conf =
                LayerNetworks.base(DataType.FLOAT)
                        .list()
                        .layer(portable)
                        .layer(LayerNetworks.plainOutput())
                        .build();
        var read = MultiLayerConfiguration.fromJson(conf.toJson());
        assertThat(read).isEqualTo(conf);
        RecurrentCellLayer layer = (RecurrentCellLayer) read.getConf(0).getLayer();
        assertThat(layer.getArithmetic()).isEqualTo(Arithmetic.PORTABLE);
        layer.setArithmetic(Arithmetic.FAST);
        assertThat(read).isNotEqualTo(conf);
        assertThat(read.toJson()).doesNotContain("arithmetic");
    }
}
