package gradflow.estimator;

import gradflow.stats.L2;
import java.util.Random;

/**
 * Unbiased online recurrent optimisation, UORO (Tallec and Ollivier 2017, arXiv:1702.05043): in
 * place of J_t = ∂s_t/∂w a product s̃·w̃ᵀ is carried whose mean it is, s̃_t = ρ₀·D_t·s̃_{t−1} +
 * ρ₁·ν and w̃_t = w̃_{t−1}/ρ₀ + νᵀF_t/ρ₁ with random signs ν [S]. ρ₀ and ρ₁ make both factors of
 * each product equally large, which keeps the variance down (there equations 15 and 16, section
 * 3.2). It keeps S + P numbers; the price is noise.
 */
public final class RankOneRecurrentLearning extends ForwardEstimator {
    /** Below it a norm says nothing about the balance of two factors. */
    private static final double SMALLEST = 1e-150;

    private final Random random;
    private double[] stateFactor;
    private double[] parameterFactor;

    /**
     * For one sequence at a time.
     *
     * @param random the signs
     */
    public RankOneRecurrentLearning(EstimatedNetwork network, Random random) {
        super(network);
        this.random = random;
        start();
    }

    @Override
    void forget() {
        stateFactor = new double[layout.states()];
        parameterFactor = new double[layout.outputWeights()];
    }

    @Override
    void carry(Slopes made, double[] parameters, double[] x, double[] last) {
        double[] signs = new double[layout.states()];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = random.nextBoolean() ? 1 : -1;
        }
        double[] ahead = cell.ahead(made, parameters, stateFactor);
        double[] fresh = new double[layout.outputWeights()];
        cell.addParameters(made, x, last, signs, fresh);
        double old = balance(L2.of(parameterFactor), L2.of(ahead));
        double now = balance(L2.of(fresh), L2.of(signs));
        for (int i = 0; i < ahead.length; i++) {
            ahead[i] = old * ahead[i] + now * signs[i];
        }
        for (int p = 0; p < fresh.length; p++) {
            fresh[p] = parameterFactor[p] / old + fresh[p] / now;
        }
        stateFactor = ahead;
        parameterFactor = fresh;
    }

    /** ρ; 1 where one of the two is nothing, which any ρ leaves unbiased. */
    private static double balance(double parameterNorm, double stateNorm) {
        return parameterNorm < SMALLEST || stateNorm < SMALLEST
                ? 1
                : Math.sqrt(parameterNorm / stateNorm);
    }

    @Override
    void credit(double[] byState, double[] gradient) {
        double along = 0;
        for (int i = 0; i < byState.length; i++) {
            along = Math.fma(byState[i], stateFactor[i], along);
        }
        for (int p = 0; p < parameterFactor.length; p++) {
            gradient[p] = Math.fma(along, parameterFactor[p], gradient[p]);
        }
    }

    @Override
    public long keptNumbers(int stepsPerUpdate) {
        return layout.outputWeights() + 2L * layout.states();
    }
}
