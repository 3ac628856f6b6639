package gradflow.kernel.twin;

import java.util.Arrays;

/**
 * One gate's product of one example [H] and how it enters the pre-activation: as it is, or brought
 * to mean 0 and deviation 1 and multiplied by gains.
 *
 * @param normal the normalised product; null where it enters as it is
 * @param gain from {@code firstGain} on
 * @param value what enters
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TwinTerm(
        double[] normal, double deviation, double[] gain, int firstGain, double[] value) {

    static TwinTerm input(TwinWeights weights, double[] x, int gate, int size) {
        return of(x, weights.w(), gate, size, weights.g(), gate * size);
    }

    static TwinTerm recurrent(TwinWeights weights, double[] operand, int gate, int size) {
        int gates = weights.b().length / size;
        return of(operand, weights.u(), gate, size, weights.g(), (gates + gate) * size);
    }

    private static TwinTerm of(
            double[] v, double[][] m, int gate, int size, double[] gain, int firstGain) {
        double[] product = new double[size];
        Arrays.setAll(product, j -> TwinCell.times(v, m, gate * size + j));
        if (gain == null) {
            return new TwinTerm(null, 1, null, 0, product);
        }
        double mean = Arrays.stream(product).average().orElseThrow();
        double variance = Arrays.stream(product).map(p -> (p - mean) * (p - mean)).sum() / size;
        double deviation = Math.sqrt(variance);
        double[] normal = new double[size];
        double[] value = new double[size];
        for (int j = 0; j < size && deviation > 0; j++) {
            normal[j] = (product[j] - mean) / deviation;
            value[j] = gain[firstGain + j] * normal[j];
        }
        return new TwinTerm(normal, deviation, gain, firstGain, value);
    }

    /** From d [·], of which the gate's H values start at {@code from}, to the product. */
    void back(double[] d, int from, double[] into) {
        int size = value.length;
        for (int j = 0; j < size; j++) {
            if (normal == null) {
                into[from + j] = d[from + j];
                continue;
            }
            // ∂normal_k/∂product_j = (δ_jk − 1/H − normal_j·normal_k/H)/deviation
            double sum = 0;
            for (int k = 0; k < size && deviation > 0; k++) {
                double slope = (j == k ? 1 : 0) - (1 + normal[j] * normal[k]) / size;
                sum += d[from + k] * gain[firstGain + k] * slope / deviation;
            }
            into[from + j] = sum;
        }
    }

    /** Adds d⊙normal to the gains' gradient. */
    void addGain(double[] d, int from, double[] into) {
        for (int j = 0; j < value.length && normal != null; j++) {
            into[firstGain + j] += d[from + j] * normal[j];
        }
    }
}
