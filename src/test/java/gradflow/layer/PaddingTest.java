package gradflow.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import gradflow.kernel.TimeStepGradients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sequences of two lengths in one batch, the padding of the short one at its end or at its
 * beginning. Wherever the layer stands, each is as if it were alone: in its output, its gradients,
 * and the gradient of every step.
 */
@ExtendWith(DoubleByDefault.class)
class PaddingTest {

    /** A sum over two examples against two sums, of some ten numbers each. */
    private static final double ROUNDING = 1e-12;

    /** A graph differs in how it calls its layers, not in what they compute. */
    static Stream<Arguments> everywhere() {
        return Stream.concat(inNetworks(TestedCell.all()), inGraphs());
    }

    /** Each alone is compared with central differences elsewhere. */
    static Stream<Arguments> classes() {
        return Stream.concat(inNetworks(TestedCell.classes()), inGraphs());
    }

    private static Stream<Arguments> inNetworks(List<TestedCell> cells) {
        return places(cells, false).filter(a -> !((Place) a.get()[1]).needsGraph());
    }

    private static Stream<Arguments> inGraphs() {
        return places(TestedCell.classes(), true);
    }

    private static Stream<Arguments> places(List<TestedCell> cells, boolean graph) {
        List<Arguments> all = new ArrayList<>();
        for (TestedCell cell : cells) {
            for (Place place : Place.values()) {
                all.add(Arguments.of(cell, place, true, graph));
                all.add(Arguments.of(cell, place, false, graph));
            }
        }
        return all.stream();
    }

    private static Model model(TestedCell cell, Place place, boolean graph) {
        return graph ? place.graph(cell) : place.network(cell);
    }

    private static INDArray output(Model model, Padded data) {
        if (model instanceof MultiLayerNetwork network) {
            return network.output(data.x(), false, data.mask(), data.labelMask()).dup();
        }
        return ((ComputationGraph) model)
                .output(false, arrays(data.x()), arrays(data.mask()), arrays(data.labelMask()))[0]
                        .dup();
    }

    private static INDArray[] arrays(INDArray array) {
        return array == null ? null : new INDArray[] {array};
    }

    private static Map<String, INDArray> gradients(Model model, Padded data) {
        return model instanceof MultiLayerNetwork network
                ? NetworkGradients.of(network, data.x(), data.y(), data.mask(), data.labelMask())
                : NetworkGradients.of(
                        (ComputationGraph) model,
                        data.x(),
                        data.y(),
                        data.mask(),
                        data.labelMask());
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void theOutputIsThatOfEachAlone(TestedCell cell, Place place, boolean atEnd, boolean graph) {
        Model model = model(cell, place, graph);
        Padded batch = Padded.batch(place, atEnd);
        INDArray both = output(model, batch);
        INDArray shortOne = row(both, 1);
        if (!place.isLastStep()) {
            int first = Padded.first(atEnd);
            shortOne = shortOne.get(all(), all(), interval(first, first + Padded.LENGTH));
        }
        assertThat(NetworkGradients.relativeError(row(both, 0), output(model, batch.longOne())))
                .isLessThan(ROUNDING);
        assertThat(NetworkGradients.relativeError(shortOne, output(model, batch.shortOne(atEnd))))
                .isLessThan(ROUNDING);
    }

    private static INDArray row(INDArray batch, int example) {
        var one = interval(example, example + 1);
        return batch.rank() == 2 ? batch.get(one, all()) : batch.get(one, all(), all());
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void theGradientIsTheSumOfBothAlone(
            TestedCell cell, Place place, boolean atEnd, boolean graph) {
        Model model = model(cell, place, graph);
        Padded batch = Padded.batch(place, atEnd);
        Map<String, INDArray> sum = gradients(model, batch.longOne());
        gradients(model, batch.shortOne(atEnd)).forEach((key, value) -> sum.get(key).addi(value));
        assertThat(NetworkGradients.relativeError(gradients(model, batch), sum))
                .isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @MethodSource("classes")
    void theGradientIsTheSlopeOfTheLoss(
            TestedCell cell, Place place, boolean atEnd, boolean graph) {
        Model model = model(cell, place, graph);
        Padded batch = Padded.batch(place, atEnd);
        double worst =
                NetworkDifferences.worstRelativeError(
                        model.paramTable(),
                        gradients(model, batch),
                        () -> {
                            gradients(model, batch);
                            return model.score() * batch.x().size(0);
                        });
        assertThat(worst).isLessThan(1e-6);
    }

    /** What a listener is shown, step by step, of the one direction that there is. */
    private static final class Steps extends BaseTrainingListener
            implements TimeStepGradientListener {
        private final List<INDArray> hidden = new ArrayList<>();
        private final List<INDArray> weights = new ArrayList<>();

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            for (int t = 0; t < gradients.timeSteps(); t++) {
                hidden.add(gradients.hidden().slice(t).dup().detach());
                weights.add(gradients.inputWeightShare(t).dup().detach());
            }
        }

        static Steps of(Model model, Padded data) {
            Steps steps = new Steps();
            model.setListeners(steps);
            gradients(model, data);
            return steps;
        }
    }

    static Stream<Arguments> inOneDirection() {
        return everywhere().filter(a -> a.get()[1] != Place.LAST_STEP_OF_BOTH_DIRECTIONS);
    }

    @ParameterizedTest
    @MethodSource("inOneDirection")
    void everyStepHasTheGradientsOfEachAlone(
            TestedCell cell, Place place, boolean atEnd, boolean graph) {
        Model model = model(cell, place, graph);
        Padded batch = Padded.batch(place, atEnd);
        Steps both = Steps.of(model, batch);
        Steps longOne = Steps.of(model, batch.longOne());
        Steps shortOne = Steps.of(model, batch.shortOne(atEnd));
        assertThat(both.hidden).hasSize(Padded.TIME);
        for (int t = 0; t < Padded.TIME; t++) {
            assertSame(both.hidden.get(t).getRow(0), longOne.hidden.get(t).getRow(0));
            INDArray sum = longOne.weights.get(t).dup();
            int s = t - Padded.first(atEnd);
            if (s >= 0 && s < Padded.LENGTH) {
                assertSame(both.hidden.get(t).getRow(1), shortOne.hidden.get(s).getRow(0));
                sum.addi(shortOne.weights.get(s));
            }
            assertSame(both.weights.get(t), sum);
        }
    }

    private static void assertSame(INDArray actual, INDArray expected) {
        assertThat(NetworkGradients.relativeError(actual, expected)).isLessThan(ROUNDING);
    }
}
