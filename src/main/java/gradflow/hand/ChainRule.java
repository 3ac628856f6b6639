package gradflow.hand;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every factor of ∂L/∂w for one example, with the state s_t = (o_t), or (o_t, c_t) in an LSTM:
 * ∂L/∂w = Σ_t ∂L/∂s_t · ∂s_t/∂w, where ∂L/∂s_t = ∂L/∂ŷ · ∂ŷ/∂o_T · Π ∂s_{k+1}/∂s_k, and ∂s_t/∂w
 * holds s_{t−1} fixed.
 *
 * @param states s_1 … s_T [T][S]
 * @param prediction ŷ [O]
 * @param loss L
 * @param lossByPrediction ∂L/∂ŷ [O]
 * @param predictionByState ∂ŷ/∂s_T [O][S]
 * @param stateByState ∂s_t/∂s_{t−1} [T][S][S]; the first is by the zero state before the sequence
 * @param stateByWeights ∂s_t/∂w of one use of w [T][S][P]
 * @param lossByState ∂L/∂s_t [T][S]
 * @param shares ∂L/∂s_t · ∂s_t/∂w [T][P]
 * @param gradient Σ_t of the shares [P]
 * @param lossByOutputWeights ∂L/∂w'' [H][O]
 * @param lossByLogits ∂L/∂b'', the same as ∂L/∂(o_T·w'' + b'') [O]
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
public record ChainRule(
        double[][] states,
        double[] prediction,
        double loss,
        double[] lossByPrediction,
        double[][] predictionByState,
        double[][][] stateByState,
        double[][][] stateByWeights,
        double[][] lossByState,
        double[][] shares,
        double[] gradient,
        double[][] lossByOutputWeights,
        double[] lossByLogits) {

    /**
     * Forward through all steps, and back.
     *
     * @param example inputs, weights and labels
     * @return all factors and the gradient
     */
    public static ChainRule of(Example example) {
        int steps = example.x().length;
        int size = example.cell().states();
        double[][] states = new double[steps][];
        double[][][] byState = new double[steps][][];
        double[][][] byWeights = new double[steps][][];
        double[] state = new double[size];
        for (int t = 0; t < steps; t++) {
            List<Dual> next = step(example, state, t);
            state = next.stream().mapToDouble(Dual::value).toArray();
            states[t] = state;
            byState[t] = slopes(next, 0, size);
            byWeights[t] = slopes(next, size, size + example.weights().length);
        }
        double[] y = Example.softmax(example.logits(state));
        double[] byPrediction = new double[y.length];
        double[][] softmax = new double[y.length][y.length];
        for (int k = 0; k < y.length; k++) {
            byPrediction[k] = example.loss().slope(y[k], example.label()[k]);
            for (int j = 0; j < y.length; j++) {
                softmax[k][j] = y[k] * ((k == j ? 1 : 0) - y[j]);
            }
        }
        double[][] predictionByState = Matrix.product(softmax, logitsByState(example));
        double[] byLogits = Matrix.product(byPrediction, softmax);
        double[][] byOutputWeights = new double[example.cell().hidden()][y.length];
        for (int j = 0; j < byOutputWeights.length; j++) {
            for (int k = 0; k < y.length; k++) {
                byOutputWeights[j][k] = state[j] * byLogits[k];
            }
        }
        double[][] lossByState = new double[steps][];
        double[][] shares = new double[steps][];
        double[] gradient = new double[example.weights().length];
        double[] back = Matrix.product(byPrediction, predictionByState);
        for (int t = steps - 1; t >= 0; t--) {
            lossByState[t] = back;
            shares[t] = Matrix.product(back, byWeights[t]);
            for (int p = 0; p < gradient.length; p++) {
                gradient[p] += shares[t][p];
            }
            back = Matrix.product(back, byState[t]);
        }
        return new ChainRule(
                states,
                y,
                example.loss(y),
                byPrediction,
                predictionByState,
                byState,
                byWeights,
                lossByState,
                shares,
                gradient,
                byOutputWeights,
                byLogits);
    }

    /**
     * L alone.
     *
     * @param example inputs, weights and labels
     * @return L, a sum over the outputs at the last step
     */
    public static double loss(Example example) {
        List<Dual> weights =
                Arrays.stream(example.weights()).mapToObj(w -> Dual.constant(w, 0)).toList();
        List<Dual> state = new ArrayList<>();
        for (int i = 0; i < example.cell().states(); i++) {
            state.add(Dual.constant(0, 0));
        }
        for (double[] x : example.x()) {
            state = example.cell().step(state, x, weights);
        }
        double[] last = state.stream().mapToDouble(Dual::value).toArray();
        return example.loss(Example.softmax(example.logits(last)));
    }

    /** One step, differentiated by the state before it and by all weights. */
    private static List<Dual> step(Example example, double[] before, int t) {
        int variables = before.length + example.weights().length;
        List<Dual> state = new ArrayList<>();
        List<Dual> weights = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            state.add(Dual.variable(before[i], i, variables));
        }
        for (int p = 0; p < example.weights().length; p++) {
            weights.add(Dual.variable(example.weights()[p], before.length + p, variables));
        }
        return example.cell().step(state, example.x()[t], weights);
    }

    private static double[][] slopes(List<Dual> next, int from, int to) {
        return next.stream()
                .map(dual -> Arrays.copyOfRange(dual.slopes(), from, to))
                .toArray(double[][]::new);
    }

    /** w'' turned, with columns of zeros for c, which the output does not see. */
    private static double[][] logitsByState(Example example) {
        double[][] turned = new double[example.outputBias().length][example.cell().states()];
        for (int k = 0; k < turned.length; k++) {
            for (int j = 0; j < example.cell().hidden(); j++) {
                turned[k][j] = example.outputWeights()[j][k];
            }
        }
        return turned;
    }
}
