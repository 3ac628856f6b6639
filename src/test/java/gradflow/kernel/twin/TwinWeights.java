package gradflow.kernel.twin;

import java.util.Arrays;
import java.util.Random;

/**
 * Parameters, or their gradients: w [I][G·H], u [H][G·H], b [G·H], c [G·H] (zeros if not used), g
 * [2·G·H] (null without layer normalisation).
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TwinWeights(double[][] w, double[][] u, double[] b, double[] c, double[] g) {

    public static TwinWeights zeros(int inputs, int hidden, int gates) {
        return new TwinWeights(
                new double[inputs][gates * hidden],
                new double[hidden][gates * hidden],
                new double[gates * hidden],
                new double[gates * hidden],
                null);
    }

    /** The same with gains of 0 … 2 at random, for layer normalisation. */
    public TwinWeights withGains(Random random) {
        double[] gains = new double[2 * b.length];
        fill(gains, 1, random);
        Arrays.setAll(gains, i -> 1 + gains[i]);
        return new TwinWeights(w, u, b, c, gains);
    }

    /** Zeros in the same shapes. */
    TwinWeights like() {
        TwinWeights zeros = zeros(w.length, u.length, b.length / u.length);
        return g == null
                ? zeros
                : new TwinWeights(zeros.w, zeros.u, zeros.b, zeros.c, new double[g.length]);
    }

    /** Uniform in ±scale; c is left at zero unless {@code withRecurrentBias}. */
    public static TwinWeights random(
            int inputs,
            int hidden,
            int gates,
            boolean withRecurrentBias,
            double scale,
            Random random) {
        TwinWeights made = zeros(inputs, hidden, gates);
        for (double[] row : made.w) {
            fill(row, scale, random);
        }
        for (double[] row : made.u) {
            fill(row, scale, random);
        }
        fill(made.b, scale, random);
        if (withRecurrentBias) {
            fill(made.c, scale, random);
        }
        return made;
    }

    private static void fill(double[] row, double scale, Random random) {
        for (int i = 0; i < row.length; i++) {
            row[i] = scale * (2 * random.nextDouble() - 1);
        }
    }
}
