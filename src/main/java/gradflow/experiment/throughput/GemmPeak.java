package gradflow.experiment.throughput;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How fast this machine multiplies matrices in FLOAT, as a yardstick. */
final class GemmPeak {
    private static final int SIZE = 512;
    private static final int PRODUCTS = 40;

    private GemmPeak() {}

    /** GFLOP/s of 512×512×512, median of 40 after as many. */
    static double gigaflopsPerSecond() {
        INDArray a = Nd4j.ones(DataType.FLOAT, SIZE, SIZE).dup('f');
        INDArray b = a.dup('f');
        INDArray c = a.dup('f');
        double[] seconds = new double[PRODUCTS];
        for (int i = -PRODUCTS; i < PRODUCTS; i++) {
            long start = System.nanoTime();
            Nd4j.gemm(a, b, c, false, false, 1, 0);
            if (i >= 0) {
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        return 2.0 * SIZE * SIZE * SIZE / seconds[PRODUCTS / 2] / 1e9;
    }
}
