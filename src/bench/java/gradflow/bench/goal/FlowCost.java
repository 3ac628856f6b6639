package gradflow.bench.goal;

import com.sun.management.OperatingSystemMXBean;
import gradflow.flow.GradientFlow;
import gradflow.layer.LSTM;
import gradflow.layer.RnnOutputLayer;
import gradflow.stats.Median;
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
 * the default schedule, its files included; loss at every step. Ratios are of the time on the
 * clock, for a quiet machine, and of the process's CPU time, which other processes disturb less and
 * which holds what the Java machine spends on compiling the listener.
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
        double[] clock = new double[sizes[5]];
        double[] cpu = new double[sizes[5]];
        MultiLayerNetwork plain = network(sizes[2], sizes[3]);
        train(plain, input, labels, WARMUP);
        for (int round = 0; round < clock.length; round++) {
            // Turn and turn about, so that neither always has the other's leavings.
            boolean watchedFirst = round % 2 == 1;
            Cost first = cost(watchedFirst, sizes, input, labels, folder);
            Cost second = cost(!watchedFirst, sizes, input, labels, folder);
            Cost plainly = watchedFirst ? second : first;
            Cost watched = watchedFirst ? first : second;
            clock[round] = watched.clock / plainly.clock;
            cpu[round] = watched.cpu / plainly.cpu;
            System.out.printf(
                    Locale.ROOT,
                    "round %d: plain %.3f s, watched %.3f s, ratio %.3f; of CPU time %.3f%n",
                    round + 1,
                    plainly.clock,
                    watched.clock,
                    clock[round],
                    cpu[round]);
        }
        System.out.printf(
                "%d updates: clock %s, CPU time %s%n", sizes[4], summary(clock), summary(cpu));
    }

    private static String summary(double... ratios) {
        Arrays.sort(ratios);
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f … %.3f)",
                Median.of(ratios),
                ratios[0],
                ratios[ratios.length - 1]);
    }

    private record Cost(double clock, double cpu) {}

    private static Cost cost(
            boolean watched, int[] sizes, INDArray input, INDArray labels, Path folder) {
        MultiLayerNetwork network = network(sizes[2], sizes[3]);
        OperatingSystemMXBean process =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = process.getProcessCpuTime();
        long start = System.nanoTime();
        if (watched) {
            try (GradientFlow flow = GradientFlow.into(folder)) {
                network.setListeners(flow);
                train(network, input, labels, sizes[4]);
            }
        } else {
            train(network, input, labels, sizes[4]);
        }
        return new Cost(
                (System.nanoTime() - start) / 1e9, (process.getProcessCpuTime() - cpu) / 1e9);
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
