package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.Cell;
import gradflow.model.LossAt;
import gradflow.model.settings.TaskSettings;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.Specs;
import gradflow.probe.GradientProfile;
import gradflow.probe.GradientRow;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Several layers, two directions and dropout. */
class StackedNetworksTest {
    private static final Task TASK =
            Tasks.create(new TaskSettings("recall", 5, 0, ""), Path.of("data"));
    private static final double STEP = 1e-5;

    private static TrainingSettings settings(Cell cell, String more) {
        return Specs.settings(
                cell.label(),
                "task: recall, sequenceLength: 5, hiddenSize: 2, batchSize: 2, sequences: 2, "
                        + more);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(Cell.values())
                .flatMap(
                        cell ->
                                Stream.of(
                                                "layers: 2",
                                                "bidirectional: true",
                                                "layers: 2, bidirectional: true")
                                        .map(shape -> Arguments.of(cell, shape)));
    }

    /** Every parameter by itself; truncation and rounding are both near 1e-10 of the loss. */
    @ParameterizedTest
    @MethodSource("shapes")
    void everyGradientIsThatOfTheLoss(Cell cell, String shape) {
        MultiLayerNetwork network = Networks.twin(settings(cell, shape), TASK);
        DataSet batch = RandomSequences.batch(3, 2, 2, 4, LossAt.EVERY_STEP, 5);
        double[] analytic = gradient(network, batch);
        INDArray parameters = network.params();
        double[] start = parameters.dup().data().asDouble();
        for (int i = 0; i < start.length; i++) {
            double above = loss(network, batch, start, i, STEP);
            double below = loss(network, batch, start, i, -STEP);
            assertThat(analytic[i] / 3).isCloseTo((above - below) / (2 * STEP), within(1e-8));
        }
    }

    private static double[] gradient(MultiLayerNetwork network, DataSet batch) {
        network.setInput(batch.getFeatures());
        network.setLabels(batch.getLabels());
        network.setLayerMaskArrays(null, batch.getLabelsMaskArray());
        network.computeGradientAndScore();
        return network.getFlattenedGradients().dup().data().asDouble();
    }

    private static double loss(
            MultiLayerNetwork network, DataSet batch, double[] start, int index, double step) {
        double[] moved = start.clone();
        moved[index] += step;
        network.setParams(Nd4j.createFromArray(moved).reshape(network.params().shape()));
        return network.score(batch, true);
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void weightsComeFromTheSeedAloneAndDirectionsDiffer(Cell cell) {
        TrainingSettings settings = settings(cell, "layers: 3, bidirectional: true");
        Nd4j.getRandom().setSeed(1);
        MultiLayerNetwork one = Networks.training(settings, TASK, 7);
        Nd4j.getRandom().setSeed(2);
        MultiLayerNetwork other = Networks.training(settings, TASK, 7);
        assertThat(one.params()).isEqualTo(other.params());
        assertThat(Networks.training(settings, TASK, 8).params()).isNotEqualTo(one.params());
        assertThat(one.getParam("0_fW")).isNotEqualTo(one.getParam("0_bW"));
        assertThat(one.getnLayers()).isEqualTo(4);
        assertThat(one.getParam("2_fW").size(0)).isEqualTo(4);
        assertThat(settings.stack(2, 2).parameters() + 2 * (4 + 1))
                .isEqualTo((double) one.numParams());
    }

    @Test
    void bothDirectionsStartAsTheSettingsSay() {
        MultiLayerNetwork network =
                Networks.training(settings(Cell.LSTM, "bidirectional: true, gateBias: 3"), TASK, 1);
        for (String bias : List.of("0_fb", "0_bb")) {
            assertThat(network.getParam(bias).sumNumber().doubleValue()).isEqualTo(6);
        }
    }

    /** Of the backward direction there are none: at the last step it has seen no other. */
    @ParameterizedTest
    @CsvSource({"layers: 3, 3", "'layers: 2, bidirectional: true', 2"})
    void profilesHaveEveryLayerOnce(String shape, int layers) {
        TrainingSettings settings = settings(Cell.GRU, shape);
        DataSet batch = RandomSequences.batch(3, 2, 2, 5, LossAt.LAST_STEP, 5);
        List<GradientRow> rows =
                new GradientProfile(Networks.twin(settings, TASK), batch)
                        .take("run", 0, Networks.training(settings, TASK, 1).params());
        assertThat(rows).hasSize(layers * 5);
        assertThat(rows).extracting(GradientRow::layer).startsWith(0, 0, 0, 0, 0, 1);
        assertThat(rows).allMatch(row -> row.gradHiddenL2() > 0 || row.lag() > 0);
    }

    @Test
    void dropoutIsOfTheRunAloneAndOnlyInTraining() {
        TrainingSettings settings = settings(Cell.GRU, "layers: 2, dropout: 0.5");
        DataSet batch = TASK.trainingBatch(1, 0, 8);
        MultiLayerNetwork one = Networks.training(settings, TASK, 1);
        MultiLayerNetwork other = Networks.training(settings, TASK, 1);
        MultiLayerNetwork plain = Networks.training(settings(Cell.GRU, "layers: 2"), TASK, 1);
        assertThat(one.output(batch.getFeatures())).isEqualTo(plain.output(batch.getFeatures()));
        for (int i = 0; i < 3; i++) {
            one.fit(batch);
            Networks.training(settings, TASK, 2).fit(batch);
            Nd4j.getRandom().setSeed(i);
            other.fit(batch);
            plain.fit(batch);
        }
        assertThat(one.params()).isEqualTo(other.params()).isNotEqualTo(plain.params());
    }

    /** 10,000 draws: five standard deviations of the share are 0.023. */
    @Test
    void dropoutLeavesOutItsShareAndKeepsTheMean() {
        PortableDropout dropout = new PortableDropout(0.3, 4);
        INDArray ones = Nd4j.ones(10, 10, 100);
        INDArray result = dropout.applyDropout(ones, ones.dup(), 0, 0, null);
        double zeros = result.eq(0).castTo(ones.dataType()).meanNumber().doubleValue();
        assertThat(zeros).isCloseTo(0.3, within(0.023));
        assertThat(result.maxNumber().floatValue()).isEqualTo((float) (1 / (1 - 0.3)));
        assertThat(dropout.backprop(ones, ones.dup(), 0, 0)).isEqualTo(result);
        assertThat(dropout.applyDropout(ones, ones.dup(), 1, 0, null)).isNotEqualTo(result);
        assertThat(dropout.clone().applyDropout(ones, ones.dup(), 0, 0, null)).isEqualTo(result);
    }

    @Test
    void aSavedNetworkIsReadAgainWithEverythingThatItLearnedBy() throws Exception {
        TrainingSettings settings =
                settings(
                        Cell.JANET,
                        "layers: 2, bidirectional: true, dropout: 0.2, optimizer: rmsprop, learningRateSchedule: cycle");
        MultiLayerNetwork network = Networks.training(settings, TASK, 1);
        DataSet batch = TASK.trainingBatch(1, 0, 2);
        network.fit(batch);
        byte[] zip = SavedNetwork.bytes(network);
        MultiLayerNetwork read =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(zip), false);
        assertThat(read.output(batch.getFeatures())).isEqualTo(network.output(batch.getFeatures()));
        assertThat(read.getLayerWiseConfigurations())
                .isEqualTo(network.getLayerWiseConfigurations());
        assertThat(SavedNetwork.bytes(network)).isEqualTo(zip);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            layers: 0            | layers must be 1 to 6, not 0
            layers: 7            | layers must be 1 to 6, not 7
            dropout: 1           | dropout must be 0 (off) or a share below 1, not 1.0
            dropout: -0.1        | dropout must be 0 (off) or a share below 1, not -0.1
            dropout: 0.1, optimizer: random-guess | dropout must be 0 with optimizer random-guess, which does not train
            bidirectional: maybe | bidirectional: 'maybe' is not true or false
            bidirectional: true, tbpttLength: 2 | tbpttLength must be 0 (all) with bidirectional, whose backward direction begins at the end of the sequence
            bidirectional: true, mitigation: truncation(2) | tbpttLength must be 0 (all) with bidirectional, whose backward direction begins at the end of the sequence
            layers: 2, mitigation: omega | mitigation omega is for one layer in one direction
            layers: 2, sizing: equal-parameters | sizing must be equal-hidden-size with several layers or bidirectional
            optimizer: sdg       | optimizer: 'sdg' is not one of adam, sgd, momentum, rmsprop, random-guess
            learningRateSchedule: step | learningRateSchedule: 'step' is not one of constant, exponential, linear, cosine, cycle
            finalLearningRateShare: 0 | finalLearningRateShare must be above 0 and at most 1, not 0.0
            learningRateSchedule: linear, halveLearningRateEvery: 5 | halveLearningRateEvery must be 0 (never) with a learningRateSchedule, not 5
            predictions: maybe   | predictions: 'maybe' is not true or false
            """)
    void whatCannotBeIsRefused(String more, String expected) {
        assertThatThrownBy(() -> settings(Cell.SIMPLE_RNN, more)).hasMessageContaining(expected);
    }
}
