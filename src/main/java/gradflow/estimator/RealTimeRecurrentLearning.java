package gradflow.estimator;

import java.util.Arrays;

/**
 * Exact forward differentiation, RTRL (Williams and Zipser 1989): J_t = ∂s_t/∂w = D_t·J_{t−1} + F_t
 * is carried along, so that ∂ℓ_t/∂w = ∂ℓ_t/∂s_t·J_t at every step. It equals full backpropagation
 * while the parameters stay as they are, and keeps S·P numbers whatever the length of the sequence.
 */
public final class RealTimeRecurrentLearning extends ForwardEstimator {
    private final int states;
    private final int parametersOfLayer;
    private double[] influence;
    private double[] next;

    /** For one sequence at a time. */
    public RealTimeRecurrentLearning(EstimatedNetwork network) {
        super(network);
        states = layout.states();
        parametersOfLayer = layout.outputWeights();
        start();
    }

    @Override
    void forget() {
        influence = new double[states * parametersOfLayer];
        next = new double[states * parametersOfLayer];
    }

    @Override
    void carry(Slopes made, double[] parameters, double[] x, double[] last) {
        double[] d = cell.jacobian(made, parameters);
        Arrays.fill(next, 0);
        for (int row = 0; row < states; row++) {
            int to = row * parametersOfLayer;
            for (int k = 0; k < states; k++) {
                double factor = d[row * states + k];
                int from = k * parametersOfLayer;
                for (int p = 0; p < parametersOfLayer && factor != 0; p++) {
                    next[to + p] = Math.fma(factor, influence[from + p], next[to + p]);
                }
            }
            cell.addRow(made, row / layout.hidden(), row % layout.hidden(), x, last, next, to);
        }
        double[] spare = influence;
        influence = next;
        next = spare;
    }

    @Override
    void credit(double[] byState, double[] gradient) {
        for (int row = 0; row < states; row++) {
            int from = row * parametersOfLayer;
            for (int p = 0; p < parametersOfLayer && byState[row] != 0; p++) {
                gradient[p] = Math.fma(byState[row], influence[from + p], gradient[p]);
            }
        }
    }

    @Override
    public long keptNumbers(int stepsPerUpdate) {
        return (long) states * parametersOfLayer + states;
    }
}
