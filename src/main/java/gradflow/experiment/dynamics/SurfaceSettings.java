package gradflow.experiment.dynamics;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.settings.Iterative;
import gradflow.model.settings.Sized;

/**
 * The settings of an experiment of type {@code loss-surface}: one sigmoid unit without input, h_t =
 * σ(w·h_{t−1} + b), with the loss (h_T − target)² over w and b.
 *
 * @param sequenceLength T, time steps
 * @param initialState h_0, 0 … 1
 * @param target 0 … 1
 * @param points of the grid in each direction, 2 or more
 * @param wLow smallest w of the grid
 * @param wHigh largest w
 * @param bLow smallest b
 * @param bHigh largest b
 * @param descent how a run walks
 * @param learningRate its step, above 0
 * @param clipNorm largest norm of the gradient, for {@code clipped} only, above 0
 * @param iterations steps of a walk
 */
public record SurfaceSettings(
        int sequenceLength,
        double initialState,
        double target,
        int points,
        double wLow,
        double wHigh,
        double bLow,
        double bHigh,
        Descent descent,
        double learningRate,
        double clipNorm,
        int iterations)
        implements Sized, Iterative {

    /** What holds where an experiment file says nothing else. */
    public static final SurfaceSettings DEFAULTS =
            new SurfaceSettings(50, 0.622, 0.7, 101, 0, 8, -5, 0, Descent.PLAIN, 0.1, 1, 1000);

    /**
     * Checks every setting by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public SurfaceSettings {
        Check.atLeastOne("sequenceLength", sequenceLength);
        share("initialState", initialState);
        share("target", target);
        Check.that(points >= 2, "points must be at least 2, not " + points);
        Check.that(wLow < wHigh, "wHigh must be above wLow " + wLow + ", not " + wHigh);
        Check.that(bLow < bHigh, "bHigh must be above bLow " + bLow + ", not " + bHigh);
        above("learningRate", learningRate);
        above("clipNorm", clipNorm);
        Check.atLeastOne("iterations", iterations);
    }

    private static void share(String setting, double value) {
        Check.that(value >= 0 && value <= 1, setting + " must be between 0 and 1, not " + value);
    }

    private static void above(String setting, double value) {
        Check.that(
                value > 0 && Double.isFinite(value),
                setting + " must be a number above 0, not " + value);
    }

    /** A row of three numbers for every point, each of them an object. */
    @Override
    public double leastHeapBytes() {
        return 3.0 * 16 * points * points;
    }
}
