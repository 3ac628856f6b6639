package gradflow.exercise.question;

/**
 * A sequence through a simple recurrent network, h_t = tanh(x_t·W + h_{t−1}·U + b): what the
 * exercises 3, 4 and 9 give. Step t of a formula is index t − 1 of an array.
 *
 * @param x inputs [T][I]
 * @param w input weights [I][H]
 * @param u recurrent weights [H][H]; u[k][j] leads from unit k to unit j
 * @param b bias [H]
 * @param h0 the state before the first step [H]
 * @param h states [T][H]
 * @param lossByH ∂L_t/∂h_t, of each step's own loss alone [T][H]
 * @param mask [T]: 1 for a step that counts, else 0; all 1 but in exercise 9
 * @param segment steps in a segment; T but in exercise 4
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sequence(
        double[][] x,
        double[][] w,
        double[][] u,
        double[] b,
        double[] h0,
        double[][] h,
        double[][] lossByH,
        double[] mask,
        int segment) {

    Sequence with(double[][] states) {
        return new Sequence(x, w, u, b, h0, states, lossByH, mask, segment);
    }
}
