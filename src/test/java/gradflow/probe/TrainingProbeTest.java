package gradflow.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradflow.model.Cell;
import gradflow.model.HiddenActivation;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.plan.Specs;
import gradflow.stats.L2;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class TrainingProbeTest {

    private static TrainingProbe probe(TrainingSettings settings) {
        MultiLayerNetwork twin = Networks.twin(settings, Tiny.TASK);
        return new TrainingProbe("run", settings, 1, new GradientProfile(twin, Tiny.batch(4)));
    }

    /** Four batches of two segments each. */
    private static TrainingProbe trained(TrainingSettings settings) {
        TrainingProbe probe = probe(settings);
        MultiLayerNetwork network = Networks.training(settings, Tiny.TASK, 1);
        probe.start(network);
        for (int batch = 0; batch < settings.batches(); batch++) {
            network.fit(Tiny.TASK.trainingBatch(1, batch, settings.fit().batchSize()));
        }
        return probe;
    }

    @Test
    void profilesAreTakenAtTheirIterationsAndNormsWhereTheLossIs() {
        TrainingProbe probe = trained(Tiny.settings(Cell.GRU, HiddenActivation.TANH, 3, 0.01, 0));
        assertThat(probe.iterations()).isEqualTo(8);
        assertThat(probe.gradientRows()).extracting(GradientRow::iteration).contains(0, 1, 3, 8);
        assertThat(probe.gradientRows()).hasSize(4 * 8);
        // Asked for 0, 1, 3 and the last; the loss is in every second segment.
        assertThat(probe.parameterRows().stream().map(ParameterRow::iteration).distinct())
                .containsExactly(2, 4, 8);
        assertThat(
                        probe.parameterRows().stream()
                                .filter(row -> row.iteration() == 2)
                                .map(row -> row.layer() + row.parameter() + row.gate()))
                .containsExactly(
                        "0Wreset",
                        "0Wupdate",
                        "0Wcandidate",
                        "0RWreset",
                        "0RWupdate",
                        "0RWcandidate",
                        "0breset",
                        "0bupdate",
                        "0bcandidate",
                        "0Rbreset",
                        "0Rbupdate",
                        "0Rbcandidate",
                        "1W",
                        "1b");
    }

    /** The gradient of the first batch, taken by a network that no probe watches. */
    @Test
    void theRawNormIsThatOfTheMeanGradientAndTheUpdateThatOfTheChange() {
        TrainingSettings settings =
                Specs.settings(
                        "LSTM",
                        "task: digits, sequenceLength: 8, hiddenSize: 3, batchSize: 16,"
                                + " sequences: 16, learningRate: 0.01, evaluations: 1,"
                                + " profileIterations: [0], profileExamples: 4");
        DataSet batch = Tiny.TASK.trainingBatch(1, 0, 16);
        MultiLayerNetwork unwatched = Networks.training(settings, Tiny.TASK, 1);
        unwatched.setInput(batch.getFeatures());
        unwatched.setLabels(batch.getLabels());
        unwatched.setLayerMaskArrays(null, batch.getLabelsMaskArray());
        unwatched.computeGradientAndScore();
        INDArray gradient = unwatched.gradient().gradient().div(16);

        MultiLayerNetwork network = Networks.training(settings, Tiny.TASK, 1);
        INDArray before = network.params().dup();
        TrainingProbe probe = probe(settings);
        network.setListeners(probe);
        network.fit(batch);
        INDArray change = network.params().sub(before);

        List<ParameterRow> rows = probe.parameterRows();
        // FLOAT: about seven digits.
        assertThat(total(rows, ParameterRow::rawL2)).isCloseTo(Norms.l2(gradient), within(1e-6));
        assertThat(total(rows, ParameterRow::clippedL2))
                .isEqualTo(total(rows, ParameterRow::rawL2));
        assertThat(total(rows, ParameterRow::updateL2)).isCloseTo(Norms.l2(change), within(1e-6));
        assertThat(total(rows, ParameterRow::parameterL2))
                .isCloseTo(Norms.l2(network.params()), within(1e-5));
        assertThat(probe.clipRate()).isZero();
    }

    @Test
    void afterClippingTheNormOfAllParametersIsTheThreshold() {
        double threshold = 1e-3;
        TrainingProbe probe =
                trained(Tiny.settings(Cell.LSTM, HiddenActivation.TANH, 3, 0.01, threshold));
        List<ParameterRow> rows =
                probe.parameterRows().stream().filter(row -> row.iteration() == 2).toList();
        assertThat(total(rows, ParameterRow::rawL2)).isGreaterThan(threshold);
        assertThat(total(rows, ParameterRow::clippedL2)).isCloseTo(threshold, within(1e-9));
        // Segments without a loss have no gradient, and nothing to clip.
        assertThat(probe.clipRate()).isEqualTo(0.5);
    }

    @Test
    void numbersThatAreNoLongerFiniteAreDivergence() {
        TrainingProbe wild =
                trained(Tiny.settings(Cell.SIMPLE_RNN, HiddenActivation.RELU, 3, 1e38, 0));
        assertThat(wild.isDiverged()).isTrue();
        assertThat(wild.gradientRows()).extracting(GradientRow::iteration).doesNotContain(8);
        TrainingProbe tame =
                trained(Tiny.settings(Cell.SIMPLE_RNN, HiddenActivation.RELU, 3, 0.01, 0));
        assertThat(tame.isDiverged()).isFalse();
    }

    /** What a batch comes to, in two segments of four steps, from these parameters on. */
    private static String divergedFrom(HiddenActivation activation, Consumer<Layer> start) {
        TrainingSettings settings = Tiny.settings(Cell.SIMPLE_RNN, activation, 3, 0.01, 0);
        TrainingProbe probe = probe(settings);
        MultiLayerNetwork network = Networks.training(settings, Tiny.TASK, 1);
        network.setListeners(probe);
        start.accept(network.getLayer(0));
        network.fit(Tiny.TASK.trainingBatch(1, 0, settings.fit().batchSize()));
        return probe.divergedAt().orElse("nowhere");
    }

    @Test
    void theFirstNumberThatIsNotFiniteHasAPlace() {
        assertThat(divergedFrom(HiddenActivation.TANH, layer -> {})).isEqualTo("nowhere");
        // 1e20 at the first step, 1e40 at the next: FLOAT ends at 3.4e38.
        assertThat(divergedFrom(HiddenActivation.RELU, layer -> layer.params().assign(1e20)))
                .isEqualTo("iteration 1, forward pass, layer 0, time step 2");
        // Each step multiplies by 3e5; the second segment begins where the first one ended.
        assertThat(divergedFrom(HiddenActivation.RELU, layer -> layer.params().assign(1e5)))
                .matches("iteration 2, forward pass, layer 0, time step [78]");
        // The state stays 0, where tanh has slope 1; back from step 8: 1, 1e20, 1e40.
        assertThat(
                        divergedFrom(
                                HiddenActivation.TANH,
                                layer -> {
                                    layer.params().assign(0);
                                    layer.getParam("RW").assign(1e20);
                                }))
                .isEqualTo("iteration 2, backward pass, layer 0, time step 6");
    }

    @Test
    void anUpdateThatIsNotFiniteNamesItsParameter() {
        TrainingSettings settings = Tiny.settings(Cell.LSTM, HiddenActivation.TANH, 3, 1e38, 0);
        TrainingProbe probe = probe(settings);
        MultiLayerNetwork network = Networks.training(settings, Tiny.TASK, 1);
        INDArray forget = network.getLayer(0).getParam("RW").getColumn(3);
        forget.putScalar(0, Float.POSITIVE_INFINITY);
        probe.iterationDone(network, 0, 0);
        assertThat(probe.divergedAt())
                .contains("iteration 1, update of parameter RW of layer 0, gate forget");
    }

    private static double total(List<ParameterRow> rows, ToDoubleFunction<ParameterRow> norm) {
        double[] norms = rows.stream().mapToDouble(norm).toArray();
        return L2.of(norms);
    }
}
