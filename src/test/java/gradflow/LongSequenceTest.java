package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.kernel.Arithmetic;
import gradflow.layer.GRU;
import gradflow.layer.RnnOutputLayer;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Truncated BPTT over 100,000 steps needs the memory of a segment: it goes through in a heap that
 * full BPTT, which would keep 4·B·(I + 6·H) bytes a step (157 MB), is refused in. In portable
 * arithmetic, whose matrices are on the heap.
 */
class LongSequenceTest {
    private static final int STEPS = 100_000;
    private static final int BATCH = 4;
    private static final int HIDDEN = 16;

    @Test
    void truncatedBpttOverAHundredThousandStepsTakesTheMemoryOfASegment() throws Exception {
        Process child = child("100");
        List<String> lines = ChildProgram.lines(child);
        assertThat(child.waitFor()).as(lines.toString()).isZero();
        assertThat(lines).contains("1000 updates");
    }

    @Test
    void fullBpttIsRefusedInThatHeap() throws Exception {
        Process child = child("0");
        List<String> lines = ChildProgram.lines(child);
        assertThat(child.waitFor()).as(lines.toString()).isNotZero();
        assertThat(lines).anyMatch(line -> line.contains("bytes of heap; this process may use"));
    }

    private static Process child(String tbptt) throws Exception {
        ProcessBuilder child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-Dorg.bytedeco.javacpp.maxbytes=2g",
                                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Training.class.getName(),
                                tbptt)
                        .redirectErrorStream(true);
        child.environment().put("OMP_NUM_THREADS", "1");
        return child.start();
    }

    /** One sequence after which it says how many updates were made. */
    static final class Training {
        private Training() {}

        public static void main(String[] arguments) {
            int tbptt = Integer.parseInt(arguments[0]);
            var list =
                    new NeuralNetConfiguration.Builder()
                            .list()
                            .layer(
                                    new GRU.Builder()
                                            .arithmetic(Arithmetic.PORTABLE)
                                            .nIn(1)
                                            .nOut(HIDDEN)
                                            .build())
                            .layer(
                                    new RnnOutputLayer.Builder(LossFunction.MSE)
                                            .arithmetic(Arithmetic.PORTABLE)
                                            .activation(Activation.IDENTITY)
                                            .nIn(HIDDEN)
                                            .nOut(1)
                                            .build());
            if (tbptt > 0) {
                list.backpropType(BackpropType.TruncatedBPTT).tBPTTLength(tbptt);
            }
            MultiLayerNetwork network = new MultiLayerNetwork(list.build());
            network.init();
            network.fit(
                    Nd4j.rand(DataType.FLOAT, BATCH, 1, STEPS),
                    Nd4j.rand(DataType.FLOAT, BATCH, 1, STEPS));
            System.out.println(network.getIterationCount() + " updates");
        }
    }
}
