package gradflow.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.layer.GRU;
import gradflow.layer.LSTM;
import gradflow.layer.SimpleRnn;
import gradflow.results.StoredTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** What is recorded of networks of all kinds. */
class GradientFlowTest {
    /** Of FLOAT, over twenty steps. */
    private static final double FLOAT = 1e-5;

    @TempDir Path dir;

    private StoredTable table(String file) throws Exception {
        return StoredTable.read(dir.resolve("flow").resolve(file));
    }

    private static double[] column(StoredTable table, String column, String... where) {
        return IntStream.range(0, table.rows().size())
                .filter(
                        row -> {
                            for (int i = 0; i < where.length; i += 2) {
                                if (!table.value(row, where[i]).equals(where[i + 1])) {
                                    return false;
                                }
                            }
                            return true;
                        })
                .mapToDouble(row -> Double.parseDouble(table.value(row, column)))
                .toArray();
    }

    private void watch(MultiLayerNetwork network, FlowSettings settings, int fits, DataSet data) {
        try (GradientFlow flow = GradientFlow.into(dir.resolve("flow"), settings)) {
            network.setListeners(flow);
            for (int i = 0; i < fits; i++) {
                network.fit(data);
            }
        }
    }

    private static FlowSettings always() {
        return FlowSettings.standard().at(Schedule.every(1));
    }

    /** A linear recurrence that multiplies by w: the gradient of the last loss at lag k is w^k. */
    @Test
    void theGradientOfTheLastStepFollowsTheClosedForm() throws Exception {
        watch(Patients.vanishing(), FlowSettings.standard(), 3, Patients.data());
        StoredTable gradients = table("gradients.csv");
        double[] byStep =
                column(
                        gradients,
                        "grad_hidden_l2",
                        "run_id",
                        "last-step",
                        "iteration",
                        "0",
                        "layer",
                        "0");
        assertThat(byStep).hasSize(Patients.TIME);
        double last = byStep[Patients.TIME - 1];
        for (int t = 0; t < Patients.TIME; t++) {
            double expected = last * StrictMath.pow(0.5, Patients.TIME - 1.0 - t);
            assertThat(byStep[t]).isCloseTo(expected, within(1e-12 * last));
        }
        // Before updates 1 and 2, and after the last.
        assertThat(column(gradients, "iteration", "run_id", "last-step", "lag", "0"))
                .containsExactly(0, 1, 3);
        assertThat(column(gradients, "iteration", "run_id", "training", "lag", "0"))
                .containsExactly(0, 1);
        assertThat(column(table("parameters.csv"), "iteration", "parameter", "RW"))
                .containsExactly(1, 2);
        assertThat(table("runs.csv").value(1, "gradient_horizon")).isEqualTo("9");
        assertThat(dir.resolve("flow/manifest.json")).isNotEmptyFile();
    }

    /** ∂L/∂h_t of the loss at every step: Σ w^(τ−t)·∂L/∂o_τ, here by a plain loop. */
    @Test
    void theGradientOfTheTrainingIsTheOneThatIsTrainedOn() throws Exception {
        MultiLayerNetwork network = Patients.vanishing();
        DataSet data = Patients.data();
        INDArray out = network.output(data.getFeatures());
        INDArray weights = network.getLayer(1).getParam("W");
        watch(network, always(), 1, data);
        double[] byStep =
                column(
                        table("gradients.csv"),
                        "grad_hidden_l2",
                        "run_id",
                        "training",
                        "iteration",
                        "0",
                        "layer",
                        "0");
        double weightL2 = weights.norm2Number().doubleValue();
        double[] carried = new double[Patients.BATCH];
        for (int t = Patients.TIME - 1; t >= 0; t--) {
            double mean = 0;
            for (int b = 0; b < Patients.BATCH; b++) {
                double error = out.getDouble(b, 0, t) - data.getLabels().getDouble(b, 0, t);
                carried[b] = 2 * error + 0.5 * carried[b];
                mean += Math.abs(carried[b]) * weightL2 / Patients.BATCH;
            }
            assertThat(byStep[t]).isCloseTo(mean, within(FLOAT * mean));
        }
    }

    /** With SGD at rate 1 the update is the clipped gradient. */
    @ParameterizedTest
    @EnumSource(GradientNormalization.class)
    void clippedNormsAreThoseOfTheUpdate(GradientNormalization clipping) throws Exception {
        MultiLayerNetwork network =
                Patients.network(
                        new LSTM.Builder()
                                .nIn(Patients.INPUTS)
                                .nOut(Patients.HIDDEN)
                                .updater(new Sgd(1))
                                .gradientNormalization(clipping)
                                .gradientNormalizationThreshold(0.01)
                                .build());
        watch(network, always(), 1, Patients.data());
        StoredTable parameters = table("parameters.csv");
        double[] raw = column(parameters, "raw_l2", "layer", "0");
        double[] clipped = column(parameters, "clipped_l2", "layer", "0");
        double[] updates = column(parameters, "update_l2", "layer", "0");
        assertThat(raw).hasSize(12);
        for (int i = 0; i < raw.length; i++) {
            assertThat(clipped[i]).isCloseTo(updates[i], within(FLOAT * updates[i]));
        }
        if (clipping == GradientNormalization.None) {
            assertThat(clipped).containsExactly(raw, within(FLOAT));
        } else {
            assertThat(clipped[1]).isNotCloseTo(raw[1], within(FLOAT));
        }
        assertThat(parameters.value(1, "gate")).isEqualTo("forget");
    }

    /** Copies are made and drawn for in another thread, or dropout would draw other numbers. */
    @Test
    void watchingChangesNothing() {
        INDArray alone = trainedWithDropout(false);
        assertThat(trainedWithDropout(true).toFloatVector()).isEqualTo(alone.toFloatVector());
    }

    private INDArray trainedWithDropout(boolean watched) {
        MultiLayerNetwork network =
                Patients.network(
                        new GRU.Builder()
                                .nIn(Patients.INPUTS)
                                .nOut(Patients.HIDDEN)
                                .updater(new Sgd(0.1))
                                .dropOut(0.5)
                                .build());
        Nd4j.getRandom().setSeed(5);
        if (watched) {
            watch(network, always(), 4, Patients.data());
        } else {
            for (int i = 0; i < 4; i++) {
                network.fit(Patients.data());
            }
        }
        return network.params();
    }

    @Test
    void aGraphIsWatchedLikeAStack() throws Exception {
        MultiLayerNetwork stack = Patients.gru();
        watch(stack, always(), 2, Patients.data());
        List<List<String>> gradients = table("gradients.csv").rows();
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .dataType(DataType.FLOAT)
                                .updater(new Sgd(1e-7))
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer(
                                        "memory",
                                        new GRU.Builder()
                                                .nIn(Patients.INPUTS)
                                                .nOut(Patients.HIDDEN)
                                                .build(),
                                        "in")
                                .addLayer("out", Patients.output(), "memory")
                                .setOutputs("out")
                                .build());
        graph.init();
        graph.setParams(Patients.gru().params());
        try (GradientFlow flow = GradientFlow.into(dir.resolve("flow"), always())) {
            graph.setListeners(flow);
            graph.fit(Patients.data());
            graph.fit(Patients.data());
        }
        assertThat(table("gradients.csv").rows()).isEqualTo(gradients);
        assertThat(Files.readString(dir.resolve("flow/manifest.json"))).contains("\"memory\"");
        assertThat(column(table("parameters.csv"), "raw_l2", "parameter", "RW", "gate", "update"))
                .hasSize(2);
    }

    /** Backward, the last step is the first of the sequence. */
    @Test
    void bothDirectionsOfABidirectionalAreFollowed() throws Exception {
        Layer both = new Bidirectional(Bidirectional.Mode.ADD, Patients.rnn(Activation.IDENTITY));
        MultiLayerNetwork network = Patients.network(both);
        network.getLayer(0).getParam("fRW").assign(Nd4j.eye(Patients.HIDDEN).muli(0.5));
        network.getLayer(0).getParam("bRW").assign(Nd4j.eye(Patients.HIDDEN).muli(0.25));
        watch(network, always(), 1, Patients.data());
        StoredTable gradients = table("gradients.csv");
        for (String run : List.of("last-step", "last-step-backward")) {
            double factor = run.equals("last-step") ? 0.5 : 0.25;
            double at0 = column(gradients, "grad_hidden_l2", "run_id", run, "lag", "0")[0];
            double at5 = column(gradients, "grad_hidden_l2", "run_id", run, "lag", "5")[0];
            assertThat(at5 / at0).isCloseTo(StrictMath.pow(factor, 5), within(1e-12));
        }
        assertThat(column(gradients, "lag", "run_id", "training-backward")).hasSize(Patients.TIME);
    }

    @Test
    void wrappersAreOpened() throws Exception {
        Layer inner = new MaskZeroLayer(Patients.rnn(Activation.IDENTITY), 0);
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(DataType.FLOAT)
                                .list()
                                .layer(new LastTimeStep(inner))
                                .layer(
                                        new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                                                .activation(Activation.IDENTITY)
                                                .nIn(Patients.HIDDEN)
                                                .nOut(1)
                                                .build())
                                .build());
        network.init();
        network.getLayer(0).getParam("RW").assign(Nd4j.eye(Patients.HIDDEN).muli(0.5));
        DataSet data =
                new DataSet(
                        Patients.data().getFeatures(),
                        Patients.numbers(DataType.FLOAT, 3, Patients.BATCH, 1));
        watch(network, always(), 1, data);
        double[] byStep = column(table("gradients.csv"), "grad_hidden_l2", "run_id", "last-step");
        assertThat(byStep[18] / byStep[19]).isCloseTo(0.5, within(1e-12));
    }

    /** The longest sequences alone are followed back, from their own last step. */
    @Test
    void masksEndASequence() throws Exception {
        DataSet data = Patients.data();
        INDArray mask = Nd4j.zeros(DataType.FLOAT, Patients.BATCH, Patients.TIME);
        for (int b = 0; b < Patients.BATCH; b++) {
            for (int t = 0; t < 10 + b; t++) {
                mask.putScalar(b, t, 1);
            }
        }
        watch(
                Patients.vanishing(),
                always(),
                1,
                new DataSet(data.getFeatures(), data.getLabels(), mask, mask));
        double[] byLag =
                column(
                        table("gradients.csv"),
                        "grad_hidden_l2",
                        "run_id",
                        "last-step",
                        "iteration",
                        "0");
        assertThat(byLag).hasSize(12);
        assertThat(byLag[10] / byLag[11]).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void stockLayersShowWhatTheyHave() throws Exception {
        MultiLayerNetwork network =
                Patients.network(
                        new org.deeplearning4j.nn.conf.layers.LSTM.Builder()
                                .nIn(Patients.INPUTS)
                                .nOut(Patients.HIDDEN)
                                .build());
        try (GradientFlow flow = GradientFlow.into(dir.resolve("flow"), always())) {
            network.setListeners(flow);
            network.fit(Patients.data());
            assertThat(flow.diagnosis().text())
                    .contains(
                            "import gradflow.layer.LSTM instead of"
                                    + " org.deeplearning4j.nn.conf.layers.LSTM.");
        }
        StoredTable gradients = table("gradients.csv");
        assertThat(column(gradients, "lag", "run_id", "training")).isEmpty();
        assertThat(column(gradients, "lag", "run_id", "last-step")).isNotEmpty();
        assertThat(column(table("parameters.csv"), "raw_l2", "layer", "0")).hasSize(12);
    }

    @Test
    @SuppressWarnings("deprecation") // people have such networks
    void gravesLstmIsWatchedWithoutTimeSteps() throws Exception {
        MultiLayerNetwork network =
                Patients.network(
                        new org.deeplearning4j.nn.conf.layers.GravesLSTM.Builder()
                                .nIn(Patients.INPUTS)
                                .nOut(Patients.HIDDEN)
                                .build());
        try (GradientFlow flow = GradientFlow.into(dir.resolve("flow"), always())) {
            network.setListeners(flow);
            network.fit(Patients.data());
            assertThat(flow.diagnosis().text()).contains("(which has no peepholes)");
        }
        assertThat(column(table("parameters.csv"), "raw_l2", "parameter", "RW")).hasSize(1);
    }

    @Test
    void twoNetworksTrainInTwoThreads() throws Exception {
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            Path folder = dir.resolve("flow" + i);
            double factor = i == 0 ? 0.5 : 0.25;
            threads[i] =
                    new Thread(
                            () -> {
                                MultiLayerNetwork network =
                                        Patients.diagonal(Activation.IDENTITY, factor);
                                try (GradientFlow flow = GradientFlow.into(folder, always())) {
                                    network.setListeners(flow);
                                    for (int fit = 0; fit < 5; fit++) {
                                        network.fit(Patients.data());
                                    }
                                }
                            });
            threads[i].start();
        }
        for (int i = 0; i < threads.length; i++) {
            threads[i].join();
            StoredTable gradients = StoredTable.read(dir.resolve("flow" + i + "/gradients.csv"));
            double[] at1 = column(gradients, "grad_hidden_l2", "run_id", "last-step", "lag", "1");
            double[] at0 = column(gradients, "grad_hidden_l2", "run_id", "last-step", "lag", "0");
            assertThat(at0).hasSize(6);
            assertThat(at1[0] / at0[0]).isCloseTo(i == 0 ? 0.5 : 0.25, within(1e-12));
        }
    }

    @Test
    void aSecondNetworkIsPassedOver() throws Exception {
        try (GradientFlow flow = GradientFlow.into(dir.resolve("flow"), always())) {
            MultiLayerNetwork first = Patients.vanishing();
            first.setListeners(flow);
            first.fit(Patients.data());
            MultiLayerNetwork second = Patients.healthy();
            second.setListeners(flow);
            second.fit(Patients.data());
        }
        assertThat(table("runs.csv").value(0, "iterations")).isEqualTo("1");
    }

    @Test
    void earlyStoppingIsWatched() throws Exception {
        MultiLayerNetwork network = Patients.gru();
        ListDataSetIterator<DataSet> data = new ListDataSetIterator<>(List.of(Patients.data()), 3);
        try (GradientFlow flow = GradientFlow.into(dir.resolve("flow"), always())) {
            network.setListeners(flow);
            EarlyStoppingResult<MultiLayerNetwork> result =
                    new EarlyStoppingTrainer(
                                    new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                                            .epochTerminationConditions(
                                                    new MaxEpochsTerminationCondition(3))
                                            .scoreCalculator(new DataSetLossCalculator(data, true))
                                            .modelSaver(new InMemoryModelSaver<>())
                                            .build(),
                                    network,
                                    data)
                            .fit();
            assertThat(result.getTotalEpochs()).isEqualTo(3);
        }
        assertThat(table("runs.csv").value(0, "iterations")).isEqualTo("3");
    }

    @Test
    void someLayersOnly() throws Exception {
        MultiLayerNetwork network =
                Patients.network(
                        Patients.rnn(Activation.TANH),
                        list ->
                                list.layer(
                                                1,
                                                new SimpleRnn.Builder()
                                                        .nIn(Patients.HIDDEN)
                                                        .nOut(Patients.HIDDEN)
                                                        .build())
                                        .layer(2, Patients.output()));
        watch(network, always().of(1), 1, Patients.data());
        assertThat(column(table("gradients.csv"), "layer")).containsOnly(1);
        assertThat(column(table("parameters.csv"), "layer")).containsOnly(1);
    }

    /** Segments of truncated BPTT are told apart by where they are in their sequence. */
    @Test
    void thePlaceOfADivergenceCountsFromTheSequencesBeginning() {
        MultiLayerNetwork network = Patients.cut();
        network.getLayer(0).getParam("W").assign(2);
        try (GradientFlow flow = GradientFlow.into(dir.resolve("flow"))) {
            network.setListeners(flow);
            network.fit(Patients.overflowing());
            assertThat(flow.diagnosis().text())
                    .contains("iteration 2, forward pass, layer 0, time step 7;");
        }
    }

    @Test
    void withoutATrainingStepNothingIsWritten() {
        Path folder = dir.resolve("flow");
        try (GradientFlow flow = GradientFlow.into(folder)) {
            assertThat(flow.diagnosis().text()).contains("no gradient could be followed");
        }
        assertThat(folder).doesNotExist();
    }
}
