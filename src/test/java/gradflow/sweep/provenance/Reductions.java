package gradflow.sweep.provenance;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Prints ND4J's full reductions of 10,000 numbers to the last bit; run in a process of its own. */
final class Reductions {
    private Reductions() {}

    /** Pins as every run does; with an argument it does not. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            NativeThreads.pinToOne();
        }
        float[] numbers = new float[10_000];
        Random random = new Random(1);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian() + 0.1f;
        }
        INDArray array = Nd4j.createFromArray(numbers);
        System.out.printf(
                "BITS %s %s %s%n",
                hex(array.norm2Number()), hex(array.sumNumber()), hex(array.meanNumber()));
        System.out.println("FOUND " + NativeEnvironment.asFound().get("OMP_NUM_THREADS"));
    }

    private static String hex(Number number) {
        return Integer.toHexString(Float.floatToIntBits(number.floatValue()));
    }
}
