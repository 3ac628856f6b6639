package gradflow.experiment.dynamics;

import gradflow.hand.ElmanPath;
import gradflow.hand.Gaussian;
import gradflow.model.HiddenActivation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** Several random sequences through one recurrent matrix. */
final class ElmanPaths {
    private static final double WIDEST = 10;
    private static final int POINTS = 2001;
    private final HiddenActivation activation;
    private final List<ElmanPath> paths = new ArrayList<>();
    private final List<double[]> norms;
    private final int hidden;

    /** Inputs are standard normal and reach every unit alike. */
    ElmanPaths(
            HiddenActivation activation,
            double[][] recurrentWeights,
            int timeSteps,
            int examples,
            SplittableRandom random) {
        this.activation = activation;
        hidden = recurrentWeights.length;
        for (int i = 0; i < examples; i++) {
            double[][] inputs = new double[timeSteps][];
            for (int t = 0; t < timeSteps; t++) {
                inputs[t] = Gaussian.vector(hidden, random);
            }
            paths.add(new ElmanPath(activation, recurrentWeights, inputs));
        }
        norms = paths.stream().map(ElmanPath::jacobianNorms).toList();
    }

    /** f' at 2001 points from −10 to 10. */
    static DoubleStream curve(HiddenActivation activation) {
        double[] slopes = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            slopes[i] = activation.slope(WIDEST * (2.0 * i / (POINTS - 1) - 1));
        }
        return Arrays.stream(slopes);
    }

    /** f' of all examples, steps and units. */
    DoubleStream slopes() {
        return paths.stream()
                .flatMapToDouble(
                        path -> Arrays.stream(path.slopes()).flatMapToDouble(Arrays::stream));
    }

    /** The share of units whose f' is 0 at every step of every example. */
    double deadUnits() {
        int dead = 0;
        for (int j = 0; j < hidden; j++) {
            int unit = j;
            boolean alive =
                    paths.stream()
                            .flatMap(path -> Arrays.stream(path.slopes()))
                            .anyMatch(slopes -> slopes[unit] != 0);
            dead += alive ? 0 : 1;
        }
        return (double) dead / hidden;
    }

    /** By lag, the mean over the examples. */
    double[] meanNorms() {
        double[] mean = new double[norms.get(0).length];
        for (int lag = 0; lag < mean.length; lag++) {
            int at = lag;
            mean[lag] = norms.stream().mapToDouble(n -> n[at]).average().orElse(Double.NaN);
        }
        return mean;
    }

    /** A row for every lag. */
    List<JacobianRow> rows(String runId, double singularValue) {
        double base = singularValue * curve(activation).max().orElseThrow();
        double[] mean = meanNorms();
        List<JacobianRow> rows = new ArrayList<>();
        for (int lag = 0; lag < mean.length; lag++) {
            int at = lag;
            double largest = norms.stream().mapToDouble(n -> n[at]).max().orElseThrow();
            rows.add(new JacobianRow(runId, lag, mean[lag], largest, StrictMath.pow(base, lag)));
        }
        return rows;
    }
}
