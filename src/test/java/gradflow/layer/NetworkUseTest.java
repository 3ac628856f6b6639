package gradflow.layer;

import static gradflow.layer.LayerNetworks.HIDDEN;
import static gradflow.layer.LayerNetworks.INPUTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Types, sizes of one, workspaces, threads. */
class NetworkUseTest {
    private static final int TIME = 4;

    static List<TestedCell> cells() {
        return TestedCell.each();
    }

    private static MultiLayerNetwork stack(DataType type, int tbptt, TestedCell cell) {
        return LayerNetworks.stack(
                type, RNNFormat.NCW, tbptt, cell.layer(INPUTS), cell.layer(HIDDEN));
    }

    private static double[] values(INDArray array) {
        return array.dup('c').data().asDouble();
    }

    /** Four steps of training, each with an error of some 1e-7 per number. */
    @ParameterizedTest
    @MethodSource("cells")
    void singlePrecisionIsCloseToDoublePrecision(TestedCell cell) {
        MultiLayerNetwork exact = stack(DataType.DOUBLE, 2, cell);
        MultiLayerNetwork fast = stack(DataType.FLOAT, 2, cell);
        fast.setParams(exact.params().castTo(DataType.FLOAT));
        INDArray x = Sequences.inputs(2, TIME, 1);
        INDArray y = Sequences.labels(2, TIME, 2);
        for (int i = 0; i < 2; i++) {
            exact.fit(x, y);
            fast.fit(x.castTo(DataType.FLOAT), y.castTo(DataType.FLOAT));
        }
        assertThat(fast.params().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(fast.output(x.castTo(DataType.FLOAT)).dataType()).isEqualTo(DataType.FLOAT);
        assertThat(
                        NetworkGradients.relativeError(
                                fast.params().castTo(DataType.DOUBLE), exact.params()))
                .isLessThan(1e-4);
    }

    /** Both layouts, masks and directions, one pass: FLOAT has an error of some 1e-7 per number. */
    @ParameterizedTest
    @MethodSource("cells")
    void singlePrecisionGradientsAreCloseToDoublePrecision(TestedCell cell) {
        for (RNNFormat format : RNNFormat.values()) {
            Layer one = cell.layer(INPUTS, format);
            Layer both = new Bidirectional(Bidirectional.Mode.ADD, cell.layer(INPUTS, format));
            for (Layer layer : List.of(one, both)) {
                MultiLayerNetwork exact = LayerNetworks.stack(DataType.DOUBLE, format, 0, layer);
                MultiLayerNetwork fast =
                        LayerNetworks.stack(DataType.FLOAT, format, 0, layer.clone());
                fast.setParams(exact.params().castTo(DataType.FLOAT));
                INDArray x = Sequences.in(format, Sequences.inputs(2, TIME, 1));
                INDArray y = Sequences.in(format, Sequences.labels(2, TIME, 2));
                INDArray mask = Sequences.mask(TIME, TIME, 2);
                Map<String, INDArray> expected = NetworkGradients.of(exact, x, y, mask, mask);
                Map<String, INDArray> actual = NetworkGradients.of(fast, x, y, mask, mask);
                // The output's bias is a small difference of large numbers, whatever is below it.
                expected.keySet().removeIf(key -> key.startsWith("1_"));
                actual.keySet().removeIf(key -> key.startsWith("1_"));
                assertThat(NetworkGradients.relativeError(actual, expected)).isLessThan(1e-5);
            }
        }
    }

    /** Data of the other type are converted. */
    @ParameterizedTest
    @MethodSource("cells")
    void dataOfAnotherTypeAreConverted(TestedCell cell) {
        MultiLayerNetwork net = stack(DataType.FLOAT, 0, cell);
        INDArray x = Sequences.inputs(2, TIME, 1);
        assertThat(values(net.output(x)))
                .containsExactly(values(net.output(x.castTo(DataType.FLOAT))));
        INDArray mask = Sequences.mask(TIME, TIME, 2);
        net.fit(x, Sequences.labels(2, TIME, 2), mask, mask);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void oneStepAndOneExampleAreEnough(TestedCell cell) {
        for (int batch = 1; batch <= 2; batch++) {
            for (int time = 1; time <= 2; time++) {
                for (int tbptt : new int[] {0, time}) {
                    MultiLayerNetwork net = stack(DataType.DOUBLE, tbptt, cell);
                    INDArray x = Sequences.inputs(batch, time, 1);
                    INDArray y = Sequences.labels(batch, time, 2);
                    net.fit(x, y);
                    assertThat(net.output(x).shape())
                            .containsExactly(batch, LayerNetworks.OUTPUTS, time);
                    double worst =
                            NetworkDifferences.worstRelativeError(
                                    net.paramTable(),
                                    fresh(net, x, y),
                                    () -> {
                                        fresh(net, x, y);
                                        return net.score() * x.size(0);
                                    });
                    assertThat(worst).isLessThan(1e-6);
                }
            }
        }
    }

    private static Map<String, INDArray> fresh(MultiLayerNetwork net, INDArray x, INDArray y) {
        net.rnnClearPreviousState();
        return NetworkGradients.of(net, x, y);
    }

    /** An example's output does not depend on the others of its batch. */
    @ParameterizedTest
    @MethodSource("cells")
    void examplesAreIndependent(TestedCell cell) {
        MultiLayerNetwork net = stack(DataType.DOUBLE, 0, cell);
        INDArray x = Sequences.inputs(3, TIME, 1);
        INDArray together = net.output(x);
        for (int b = 0; b < 3; b++) {
            INDArray alone = net.output(x.get(one(b)).reshape(1, INPUTS, TIME));
            INDArray expected = together.get(one(b)).reshape(alone.shape());
            assertThat(NetworkGradients.relativeError(alone, expected)).isLessThan(1e-13);
        }
    }

    private static org.nd4j.linalg.indexing.INDArrayIndex[] one(int example) {
        return new org.nd4j.linalg.indexing.INDArrayIndex[] {
            org.nd4j.linalg.indexing.NDArrayIndex.point(example),
            org.nd4j.linalg.indexing.NDArrayIndex.all(),
            org.nd4j.linalg.indexing.NDArrayIndex.all()
        };
    }

    @ParameterizedTest
    @MethodSource("cells")
    void workspacesChangeNothing(TestedCell cell) {
        List<double[]> results = new ArrayList<>();
        for (WorkspaceMode mode : List.of(WorkspaceMode.ENABLED, WorkspaceMode.NONE)) {
            MultiLayerNetwork net = stack(DataType.DOUBLE, 2, cell);
            net.getLayerWiseConfigurations().setTrainingWorkspaceMode(mode);
            net.getLayerWiseConfigurations().setInferenceWorkspaceMode(mode);
            for (int i = 0; i < 3; i++) {
                net.fit(Sequences.inputs(2, TIME, i), Sequences.labels(2, TIME, i));
            }
            net.rnnTimeStep(Sequences.inputs(2, 2, 1));
            results.add(values(net.rnnTimeStep(Sequences.inputs(2, 2, 2))));
            results.add(values(net.params()));
        }
        assertThat(results.get(0)).containsExactly(results.get(2));
        assertThat(results.get(1)).containsExactly(results.get(3));
    }

    /** Networks in several threads, as ParallelWrapper has them: each as if it were alone. */
    @ParameterizedTest
    @MethodSource("cells")
    void networksInSeveralThreadsDoNotDisturbEachOther(TestedCell cell)
            throws InterruptedException, ExecutionException {
        MultiLayerNetwork origin = stack(DataType.FLOAT, 2, cell);
        List<double[]> alone = new ArrayList<>();
        List<Callable<double[]>> jobs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int seed = i;
            alone.add(train(origin.clone(), seed));
            MultiLayerNetwork own = origin.clone();
            jobs.add(() -> train(own, seed));
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<double[]>> results = threads.invokeAll(jobs);
            for (int i = 0; i < 3; i++) {
                assertThat(results.get(i).get()).containsExactly(alone.get(i));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
    }

    private static double[] train(MultiLayerNetwork net, int seed) {
        Nd4j.getRandom().setSeed(seed);
        for (int i = 0; i < 5; i++) {
            net.fit(Sequences.inputs(2, TIME, 10 * seed + i), Sequences.labels(2, TIME, i));
        }
        return values(net.params());
    }
}
