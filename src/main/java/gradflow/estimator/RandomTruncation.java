package gradflow.estimator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Anticipated reweighted truncated backpropagation, ARTBP (Tallec and Ollivier 2017,
 * arXiv:1705.08209): windows end at random, and where the gradient goes back from a step to the one
 * before, though a window might have ended between them with probability c, it is multiplied by
 * 1/(1 − c); so its mean is the full gradient.
 *
 * <p>After δ steps of a window, c = α/((α − 1)·k + δ): windows have about k steps, and the chance
 * of a longer one falls like a power of its length, so that the weights 1/(1 − c) grow like a power
 * too, not exponentially as with the same c at every step. α is {@value #ALPHA}.
 */
public final class RandomTruncation implements GradientEstimator {
    private static final double ALPHA = 4;
    private final BackwardWindow window;
    private final int length;
    private final Random random;

    /**
     * Windows of about so many steps.
     *
     * @param length k, 2 or more
     * @param random where they end
     */
    public RandomTruncation(EstimatedNetwork network, int length, Random random) {
        if (length < 2) {
            throw new IllegalArgumentException(
                    "got windows of about %d steps; 2 or more, else nothing ever goes back"
                            .formatted(length));
        }
        window = new BackwardWindow(network);
        this.length = length;
        this.random = random;
    }

    @Override
    public void start() {
        window.start();
    }

    /** c after so many steps of a window. */
    double endsAfter(int steps) {
        return ALPHA / ((ALPHA - 1) * length + steps);
    }

    @Override
    public void add(double[] parameters, Steps steps, double[] gradient) {
        List<Double> weights = new ArrayList<>();
        for (int t = 0; t < steps.size(); t++) {
            window.step(parameters, steps.input(t), steps.labels()[t]);
            boolean isLast = t == steps.size() - 1;
            double c = endsAfter(window.length());
            if (isLast || random.nextDouble() < c) {
                window.back(parameters, gradient, weights::get);
                weights.clear();
            } else {
                weights.add(1 / (1 - c));
            }
        }
    }

    /**
     * The numbers kept for windows of k steps, about their mean; the longest may have all steps.
     */
    @Override
    public long keptNumbers(int stepsPerUpdate) {
        return window.keptNumbers(Math.min(length, stepsPerUpdate));
    }
}
