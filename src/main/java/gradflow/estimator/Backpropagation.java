package gradflow.estimator;

/**
 * Backpropagation through time, truncated: windows of k steps follow each other from the first step
 * on, the state is carried over, and the gradient goes back to the window's first step (Williams
 * and Peng 1990). Windows end with the steps of each call too. With k of at least all steps it is
 * the full gradient (Werbos 1990).
 */
public final class Backpropagation implements GradientEstimator {
    private final BackwardWindow window;
    private final int length;

    /**
     * Windows of so many steps.
     *
     * @param length k, 1 or more
     */
    public Backpropagation(EstimatedNetwork network, int length) {
        if (length < 1) {
            throw new IllegalArgumentException(
                    "got windows of %d steps; 1 or more".formatted(length));
        }
        window = new BackwardWindow(network);
        this.length = length;
    }

    /**
     * All steps of a call in one window: the full gradient where that is the whole sequence.
     *
     * @return an estimator without a limit to its window
     */
    public static Backpropagation full(EstimatedNetwork network) {
        return new Backpropagation(network, Integer.MAX_VALUE);
    }

    @Override
    public void start() {
        window.start();
    }

    @Override
    public void add(double[] parameters, Steps steps, double[] gradient) {
        for (int t = 0; t < steps.size(); t++) {
            window.step(parameters, steps.input(t), steps.labels()[t]);
            if (window.length() == length || t == steps.size() - 1) {
                window.back(parameters, gradient, step -> 1);
            }
        }
    }

    @Override
    public long keptNumbers(int stepsPerUpdate) {
        return window.keptNumbers(Math.min(length, stepsPerUpdate));
    }
}
