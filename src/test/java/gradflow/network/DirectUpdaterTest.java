package gradflow.network;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.model.settings.TrainingSettings;
import gradflow.plan.Specs;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

class DirectUpdaterTest {
    private static final int BATCHES = 4;

    /** Both updaters on networks that are equal in everything else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer: adam",
                "optimizer: sgd",
                "optimizer: momentum",
                "optimizer: rmsprop, layers: 2",
                "optimizer: adam, halveLearningRateEvery: 2, bidirectional: true",
                "optimizer: adam, tbpttLength: 3"
            })
    void updatesToTheBitsOfDeeplearning4js(String optimizer) {
        TrainingSettings settings =
                Specs.settings(
                        "LSTM",
                        "task: characters, sequenceLength: 7, hiddenSize: 5, sequences: 128, "
                                + optimizer);
        Task task = Tasks.create(settings.data(), Path.of("data"));
        MultiLayerNetwork direct = Networks.training(settings, task, 3);
        MultiLayerNetwork stock = Networks.training(settings, task, 3);
        stock.setUpdater(new MultiLayerUpdater(stock));
        double[] start = direct.params().toDoubleVector();
        for (int i = 0; i < BATCHES; i++) {
            DataSet batch = task.trainingBatch(3, i, 32);
            direct.fit(batch);
            stock.fit(batch);
        }
        assertThat(direct.getUpdater()).isInstanceOf(DirectUpdater.class);
        double[] found = direct.params().toDoubleVector();
        assertThat(found).isNotEqualTo(start).isEqualTo(stock.params().toDoubleVector());
    }

    @Test
    void leavesNetworksThatNeedMore() {
        assertThat(updater(new NeuralNetConfiguration.Builder().l2(0.1)))
                .isNotInstanceOf(DirectUpdater.class);
        assertThat(
                        updater(
                                new NeuralNetConfiguration.Builder()
                                        .gradientNormalization(
                                                GradientNormalization.ClipL2PerLayer)))
                .isNotInstanceOf(DirectUpdater.class);
        MultiLayerNetwork wrapped =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                                .list()
                                .layer(
                                        new Bidirectional(
                                                new SimpleRnn.Builder().nIn(2).nOut(2).build()))
                                .layer(new RnnOutputLayer.Builder().nIn(4).nOut(2).build())
                                .build());
        wrapped.init();
        DirectUpdater.into(wrapped);
        assertThat(wrapped.getUpdater()).isNotInstanceOf(DirectUpdater.class);
        assertThat(updater(new NeuralNetConfiguration.Builder())).isInstanceOf(DirectUpdater.class);
    }

    private static Object updater(NeuralNetConfiguration.Builder builder) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        builder.list()
                                .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
                                .build());
        network.init();
        DirectUpdater.into(network);
        return network.getUpdater();
    }
}
