package gradflow.estimator;

import gradflow.model.GradientMethod;
import java.util.Random;

/** The estimators by their methods. */
public final class Estimators {
    private Estimators() {}

    /**
     * An estimator for one sequence at a time.
     *
     * @param length k, steps of a window for methods that go back; the others make no use of it
     * @param random for methods that draw; those of several sequences may share one
     * @return a new one
     */
    public static GradientEstimator of(
            GradientMethod method, EstimatedNetwork network, int length, Random random) {
        return switch (method) {
            case BPTT, TRUNCATED -> new Backpropagation(network, length);
            case ARTBP -> new RandomTruncation(network, length, random);
            case UORO -> new RankOneRecurrentLearning(network, random);
            case SNAP_1 -> new SnapOne(network);
            case RTRL -> new RealTimeRecurrentLearning(network);
        };
    }
}
