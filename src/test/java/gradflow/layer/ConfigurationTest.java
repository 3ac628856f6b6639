package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static gradflow.layer.LayerNetworks.OUTPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** What a configuration is asked for besides its layer. */
class ConfigurationTest {
    private static final int TIME = 3;
    private final INDArray x = Sequences.inputs(2, TIME, 1);
    private final INDArray y = Sequences.labels(2, TIME, 2);

    static List<TestedCell> cells() {
        return TestedCell.each();
    }

    private static BaseRecurrentLayer.Builder<?> sizeless(TestedCell cell) {
        return cell.of(0);
    }

    private static BaseRecurrentLayer layer(MultiLayerNetwork net, int index) {
        return (BaseRecurrentLayer) net.getLayer(index).conf().getLayer();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void sizesAndPreprocessorsFollowFromTheInputType(TestedCell cell) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        LayerNetworks.base(DataType.DOUBLE)
                                .list()
                                .layer(sizeless(cell).build())
                                .layer(new DenseLayer.Builder().nOut(5).build())
                                .layer(sizeless(cell).build())
                                .layer(LayerNetworks.output(0, RNNFormat.NCW))
                                .setInputType(InputType.recurrent(INPUTS, TIME))
                                .build());
        net.init();
        assertThat(layer(net, 0).getNIn()).isEqualTo(INPUTS);
        assertThat(layer(net, 2).getNIn()).isEqualTo(5);
        assertThat(net.getLayerWiseConfigurations().getInputPreProcess(1))
                .isInstanceOf(RnnToFeedForwardPreProcessor.class);
        assertThat(net.getLayerWiseConfigurations().getInputPreProcess(2))
                .isInstanceOf(FeedForwardToRnnPreProcessor.class);
        assertThat(net.output(x).shape()).containsExactly(2, OUTPUTS, TIME);
        net.fit(x, y);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theLayoutFollowsFromTheInputType(TestedCell cell) {
        for (RNNFormat format : RNNFormat.values()) {
            MultiLayerNetwork net =
                    new MultiLayerNetwork(
                            LayerNetworks.base(DataType.DOUBLE)
                                    .list()
                                    .layer(sizeless(cell).build())
                                    .layer(LayerNetworks.output(0, format))
                                    .setInputType(InputType.recurrent(INPUTS, TIME, format))
                                    .build());
            net.init();
            assertThat(layer(net, 0).getRnnDataFormat()).isEqualTo(format);
            net.fit(Sequences.in(format, x), Sequences.in(format, y));
        }
        assertThat(cell.layer(INPUTS).getOutputType(0, InputType.recurrent(INPUTS, TIME)))
                .isEqualTo(InputType.recurrent(HIDDEN, TIME));
        assertThatThrownBy(() -> cell.layer(INPUTS).getOutputType(0, InputType.feedForward(INPUTS)))
                .hasMessageContaining("Invalid input");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void memoryReportCountsParametersAndUpdater(TestedCell cell) {
        MultiLayerNetwork net =
                LayerNetworks.stack(
                        DataType.FLOAT,
                        RNNFormat.NCW,
                        0,
                        cell.of(INPUTS).updater(new Adam()).build());
        BaseRecurrentLayer layer = layer(net, 0);
        var report = layer.getMemoryReport(InputType.recurrent(INPUTS, TIME));
        long params = net.getLayer(0).numParams();
        assertThat(report.getParameterSize()).isEqualTo(params);
        assertThat(report.getUpdaterStateSize()).isEqualTo(2 * params);
        assertThat(report.getWorkingMemoryVariableTrain().get(CacheMode.NONE))
                .isGreaterThan(report.getWorkingMemoryVariableInference());
        // All the states of one example, at least.
        assertThat(report.getWorkingMemoryVariableInference())
                .isGreaterThanOrEqualTo((long) TIME * HIDDEN);
        assertThat(
                        net.getLayerWiseConfigurations()
                                .getMemoryReport(InputType.recurrent(INPUTS, TIME))
                                .toString())
                .contains(layer.getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("cells")
    void constraintsHoldForTheParametersTheyAreSetOn(TestedCell cell) {
        MultiLayerNetwork recurrent =
                fitted(cell.of(INPUTS).constrainRecurrent(new MaxNormConstraint(0.1, 0)));
        if (cell.hasRecurrentWeights()) {
            assertThat(largestColumn(recurrent, "RW")).isLessThan(0.1 + 1e-6);
        }
        assertThat(largestColumn(recurrent, "W")).isGreaterThan(0.2);

        MultiLayerNetwork input =
                fitted(cell.of(INPUTS).constrainInputWeights(new MaxNormConstraint(0.1, 0)));
        assertThat(largestColumn(input, "W")).isLessThan(0.1 + 1e-6);
        if (cell.hasRecurrentWeights()) {
            assertThat(largestColumn(input, "RW")).isGreaterThan(0.2);
        }

        MultiLayerNetwork weights =
                fitted(cell.of(INPUTS).constrainWeights(new NonNegativeConstraint()));
        assertThat(weights.getParam("0_W").minNumber().doubleValue()).isNotNegative();
        if (cell.hasRecurrentWeights()) {
            assertThat(weights.getParam("0_RW").minNumber().doubleValue()).isNotNegative();
        }
        assertThat(weights.getParam("0_b").minNumber().doubleValue()).isNegative();

        MultiLayerNetwork everything =
                fitted(cell.of(INPUTS).constrainAllParameters(new NonNegativeConstraint()));
        for (INDArray param : everything.getLayer(0).paramTable().values()) {
            assertThat(param.minNumber().doubleValue()).isNotNegative();
        }
        MultiLayerNetwork biases =
                fitted(cell.of(INPUTS).constrainBias(new NonNegativeConstraint()));
        assertThat(biases.getParam("0_b").minNumber().doubleValue()).isNotNegative();
        assertThat(biases.getParam("0_W").minNumber().doubleValue()).isNegative();
    }

    private MultiLayerNetwork fitted(BaseRecurrentLayer.Builder<?> builder) {
        MultiLayerNetwork net =
                LayerNetworks.stack(DataType.DOUBLE, RNNFormat.NCW, 0, builder.build());
        net.fit(x, y);
        return net;
    }

    private static double largestColumn(MultiLayerNetwork net, String param) {
        return net.getParam("0_" + param).norm2(0).maxNumber().doubleValue();
    }

    /** As DL4J has it: l1·|w| + l2·w²/2, weights and biases apart. */
    @ParameterizedTest
    @MethodSource("cells")
    void regularisationIsInScoreAndUpdate(TestedCell cell) {
        MultiLayerNetwork plain =
                LayerNetworks.stack(DataType.DOUBLE, RNNFormat.NCW, 0, cell.layer(INPUTS));
        BaseRecurrentLayer.Builder<?> builder = cell.of(INPUTS);
        builder.l1(0.01).l2(0.02).l1Bias(0.03).l2Bias(0.04);
        MultiLayerNetwork penalised =
                LayerNetworks.stack(DataType.DOUBLE, RNNFormat.NCW, 0, builder.build());
        for (INDArray param : penalised.getLayer(0).paramTable().values()) {
            param.addi(0.1);
        }
        plain.setParams(penalised.params().dup());
        double penalty = 0;
        INDArray shrunk = plain.params().dup();
        for (var param : plain.getLayer(0).paramTable().entrySet()) {
            boolean bias = List.of("b", "Rb").contains(param.getKey());
            double l1 = bias ? 0.03 : 0.01;
            double l2 = bias ? 0.04 : 0.02;
            INDArray w = param.getValue();
            penalty += l1 * w.norm1Number().doubleValue();
            penalty += l2 / 2 * Math.pow(w.norm2Number().doubleValue(), 2);
        }
        DataSet data = new DataSet(x, y);
        assertThat(penalised.score(data) - plain.score(data))
                .isCloseTo(penalty, org.assertj.core.data.Offset.offset(1e-10));
        plain.fit(data);
        penalised.fit(data);
        for (var param : plain.getLayer(0).paramTable().entrySet()) {
            boolean bias = List.of("b", "Rb").contains(param.getKey());
            INDArray before = before(shrunk, plain, param.getKey());
            INDArray step = org.nd4j.linalg.ops.transforms.Transforms.sign(before, true);
            step.muli(bias ? 0.03 : 0.01).addi(before.mul(bias ? 0.04 : 0.02));
            assertThat(
                            NetworkGradients.relativeError(
                                    penalised.getLayer(0).getParam(param.getKey()),
                                    param.getValue().sub(step)))
                    .isLessThan(1e-10);
        }
    }

    private static INDArray before(INDArray params, MultiLayerNetwork net, String key) {
        MultiLayerNetwork copy = net.clone();
        copy.setParams(params);
        return copy.getLayer(0).getParam(key);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void earlyStoppingFindsTheBestEpoch(TestedCell cell) {
        MultiLayerNetwork net =
                LayerNetworks.stack(
                        DataType.DOUBLE,
                        RNNFormat.NCW,
                        2,
                        cell.of(INPUTS).updater(new Adam(0.05)).build());
        List<DataSet> batch = List.of(new DataSet(x, y));
        double before = net.score(new DataSet(x, y));
        var configuration =
                new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                        .modelSaver(new InMemoryModelSaver<>())
                        .scoreCalculator(new DataSetLossCalculator(iterator(batch), true))
                        .epochTerminationConditions(new MaxEpochsTerminationCondition(4))
                        .build();
        var result = new EarlyStoppingTrainer(configuration, net, iterator(batch)).fit();
        assertThat(result.getTotalEpochs()).isEqualTo(4);
        double best = result.getScoreVsEpoch().values().stream().min(Double::compare).orElseThrow();
        assertThat(best).isLessThan(before);
        assertThat(result.getBestModel().score(new DataSet(x, y)))
                .isCloseTo(best, org.assertj.core.data.Offset.offset(1e-10));
    }

    private static ListDataSetIterator<DataSet> iterator(List<DataSet> batches) {
        return new ListDataSetIterator<>(batches, 2);
    }
}
