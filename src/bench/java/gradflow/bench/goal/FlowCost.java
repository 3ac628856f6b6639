package gradflow.bench.goal;

import com.sun.management.OperatingSystemMXBean;
import gradflow.flow.GradientFlow;
import gradflow.layer.LSTM;
import gradflow.layer.RnnOutputLayer;
import gradflow.sweep.provenance.NativeThreads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * What watching a network costs: two equal LSTM networks are trained in turn, one of them watched at
 * the default schedule, its files included; loss at every step. Ratios are of the process's CPU
 * time, which other processes disturb less than the time on the clock.
 */
public final class FlowCost {
    private static final int WARMUP = 50;

    private FlowCost() {}

    private static final int[] SIZES = {32, 100, 32, 128, 200, 6};

    /**
     * Takes batch size, time steps, inputs, hidden units, updates of a round, and rounds; or
     * nothing for 32, 100, 32, 128, 200, 6.
     */
    public static void main(String... arguments) throws IOException {
        NativeThreads.pinToOne();
        int[] sizes =
                arguments.length == 0
                        ? SIZES
                        : Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        INDArray input = Nd4j.rand(sizes[0], sizes[2], sizes[1]);
        INDArray labels = Nd4j.rand(sizes[0], 1, sizes[1]);
        Path folder = Files.createTempDirectory("flow-cost").resolve("flow");
        double[] ratios = new double[sizes[5]];
        MultiLayerNetwork plain = network(sizes[2], sizes[3]);
        train(plain, input, labels, WARMUP);
        for (int round = 0; round < ratios.length; round++) {
            // Turn and turn about, so that neither always has the other's leavings.
            boolean watchedFirst = round % 2 == 1;
            double first = seconds(watchedFirst, sizes, input, labels, folder);
            double second = seconds(!watchedFirst, sizes, input, labels, folder);
            ratios[round] = watchedFirst ? first / second : second / first;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: plain %.3f s, watched %.3f s, ratio %.3f%n",
                    round + 1,
                    watchedFirst ? second : first,
                    watchedFirst ? first : second,
                    ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%d updates: median ratio %.3f (%.3f … %.3f)%n",
                sizes[4],
                ratios[ratios.length / 2],
                ratios[0],
                ratios[ratios.length - 1]);
    }

    private static double seconds(
            boolean watched, int[] sizes, INDArray input, INDArray labels, Path folder) {
        MultiLayerNetwork network = network(sizes[2], sizes[3]);
        OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long start = process.getProcessCpuTime();
        if (watched) {
            try (GradientFlow flow = GradientFlow.into(folder)) {
                network.setListeners(flow);
                train(network, input, labels, sizes[4]);
            }
        } else {
            train(network, input, labels, sizes[4]);
        }
        return (process.getProcessCpuTime() - start) / 1e9;
    }

    private static void train(
            MultiLayerNetwork network, INDArray input, INDArray labels, int updates) {
        for (int i = 0; i < updates; i++) {
            network.fit(input, labels);
        }
    }

    private static MultiLayerNetwork network(int inputs, int hidden) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(new Adam(1e-3))
                                .list()
                                .layer(new LSTM.Builder().nIn(inputs).nOut(hidden).build())
                                .layer(
                                        new RnnOutputLayer.Builder(LossFunction.MSE)
                                                .nIn(hidden)
                                                .nOut(1)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .build());
        network.init();
        return network;
    }
}
