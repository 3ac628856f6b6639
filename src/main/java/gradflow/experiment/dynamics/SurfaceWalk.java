package gradflow.experiment.dynamics;

import gradflow.experiment.RunWatch;
import java.util.ArrayList;
import java.util.List;

/** A way down the loss surface, step by step. */
final class SurfaceWalk {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private final SurfaceSettings settings;
    private final OneUnit unit;
    private double weight;
    private double bias;
    private final double[] mean = new double[2];
    private final double[] square = new double[2];

    SurfaceWalk(SurfaceSettings settings, OneUnit unit, double weight, double bias) {
        this.settings = settings;
        this.unit = unit;
        this.weight = weight;
        this.bias = bias;
    }

    /** A row of paths.csv: where the walk is before an iteration's step, and how long that is. */
    record Place(
            String runId,
            int iteration,
            double w,
            double b,
            double loss,
            double gradientL2,
            double updateL2) {}

    /** The places, one for each iteration; fewer if it left the finite numbers. */
    List<Place> places(String runId, RunWatch watch) {
        List<Place> places = new ArrayList<>();
        for (int iteration = 0; iteration < settings.iterations(); iteration++) {
            watch.check(iteration, 1);
            OneUnit.Point point = unit.at(weight, bias);
            if (!Double.isFinite(point.loss()) || !Double.isFinite(point.slope())) {
                break;
            }
            double[] step = step(iteration + 1, point);
            places.add(
                    new Place(
                            runId,
                            iteration,
                            weight,
                            bias,
                            point.loss(),
                            point.slope(),
                            StrictMath.hypot(step[0], step[1])));
            weight -= step[0];
            bias -= step[1];
        }
        return places;
    }

    private double[] step(int iteration, OneUnit.Point point) {
        double[] gradient = {point.byWeight(), point.byBias()};
        double factor =
                switch (settings.descent()) {
                    case PLAIN, ADAM -> 1;
                    case CLIPPED -> Math.min(1, settings.clipNorm() / point.slope());
                };
        double[] step = new double[2];
        for (int i = 0; i < 2; i++) {
            mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
            square[i] = BETA2 * square[i] + (1 - BETA2) * gradient[i] * gradient[i];
            double adam =
                    mean[i]
                            / (1 - StrictMath.pow(BETA1, iteration))
                            / (Math.sqrt(square[i] / (1 - StrictMath.pow(BETA2, iteration)))
                                    + EPSILON);
            step[i] =
                    settings.learningRate()
                            * switch (settings.descent()) {
                                case ADAM -> adam;
                                case PLAIN, CLIPPED -> factor * gradient[i];
                            };
        }
        return step;
    }
}
