package gradflow.experiment.dynamics;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.MeasuredAnswer;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.experiment.RunWatch;
import gradflow.model.RunSpec;
import gradflow.network.Trajectory;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.results.Table;
import gradflow.stats.GradientDecay;
import gradflow.stats.JacobianProduct;
import gradflow.stats.Lyapunov;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures ∂h_T/∂h_t itself, not one gradient through it: its singular values over the lag, and how
 * fast the state forgets in the long run. For the LSTM ∂c_T/∂c_t beside it; both are blocks of the
 * Jacobian of the whole state (h, c). In double precision.
 */
public final class JacobianExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType(
                    "jacobian", JacobianSettings.DEFAULTS, MeasuredTables.claimable(Numbers.class));

    /**
     * A run's columns of runs.csv.
     *
     * @param lyapunovLargest mean growth of ln ‖δs‖ per step along the fastest direction
     * @param decayPerStepLargest factor per step fitted to the largest singular value over lag
     * @param decayPerStepMean the same for the mean of the singular values
     * @param cellDecayPerStepLargest the largest of ∂c_T/∂c_t; LSTM only
     * @param largestAtEnd largest singular value at the largest lag
     */
    record Numbers(
            double lyapunovLargest,
            double decayPerStepLargest,
            double decayPerStepMean,
            double cellDecayPerStepLargest,
            double largestAtEnd) {}

    /** A row of singular-values.csv: of ∂h_T/∂h_{T−lag} and, LSTM only, ∂c_T/∂c_{T−lag}. */
    record Lag(
            String runId,
            int lag,
            double hiddenLargest,
            double hiddenMean,
            double hiddenSmallest,
            double cellLargest,
            double cellMean,
            double cellSmallest) {}

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public Outcome run(RunSpec run) {
        RunWatch watch = RunWatch.start(run);
        JacobianSettings settings = run.settings(JacobianSettings.class);
        double[][][] jacobians =
                Trajectory.jacobians(settings.stack(), settings.inputScale(), run.seed());
        List<Lag> lags = lags(run.runId(), settings, jacobians, watch);
        Numbers numbers = numbers(Lyapunov.largest(jacobians, settings.warmup()), lags);
        Table table = Table.of("singular-values.csv", Lag.class, lags);
        return Outcome.of(
                run,
                String.format(Locale.ROOT, "Lyapunov exponent %.4f", numbers.lyapunovLargest()),
                numbers,
                table);
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        List<RunResult> results = RunResult.of(spec, outcomes);
        return new Conclusion(
                new MeasuredTables(spec, Numbers.class).of(results),
                MeasuredAnswer.lines(
                        results,
                        List.of(
                                "lyapunov_largest",
                                "decay_per_step_largest",
                                "decay_per_step_mean",
                                "cell_decay_per_step_largest",
                                "largest_at_end")));
    }

    static List<Lag> lags(
            String runId, JacobianSettings settings, double[][][] jacobians, RunWatch watch) {
        int size = settings.hiddenSize();
        boolean hasCell = settings.recurrent().cell().shape().hasCellState();
        JacobianProduct product = new JacobianProduct(jacobians[0].length);
        List<Lag> lags = new ArrayList<>();
        for (int lag = 1; lag <= jacobians.length - settings.warmup(); lag++) {
            watch.check("before lag " + lag);
            product.multiply(jacobians[jacobians.length - lag]);
            double[] hidden = product.singularValues(0, size);
            double[] cell =
                    hasCell ? product.singularValues(size, size) : new double[] {Double.NaN};
            lags.add(
                    new Lag(
                            runId,
                            lag,
                            hidden[0],
                            mean(hidden),
                            hidden[hidden.length - 1],
                            cell[0],
                            mean(cell),
                            cell[cell.length - 1]));
        }
        return lags;
    }

    private static Numbers numbers(double lyapunov, List<Lag> lags) {
        return new Numbers(
                lyapunov,
                GradientDecay.perStep(lags.stream().mapToDouble(Lag::hiddenLargest).toArray()),
                GradientDecay.perStep(lags.stream().mapToDouble(Lag::hiddenMean).toArray()),
                GradientDecay.perStep(lags.stream().mapToDouble(Lag::cellLargest).toArray()),
                lags.get(lags.size() - 1).hiddenLargest());
    }

    /** What is lost in rounding counts as zero; it cannot change the mean. */
    private static double mean(double... values) {
        double sum = Arrays.stream(values).filter(value -> !Double.isNaN(value)).sum();
        return Double.isNaN(values[0]) ? Double.NaN : sum / values.length;
    }
}
