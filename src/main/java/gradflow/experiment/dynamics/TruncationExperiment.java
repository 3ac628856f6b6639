package gradflow.experiment.dynamics;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.MeasuredAnswer;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.experiment.RunWatch;
import gradflow.model.Implementation;
import gradflow.model.RunSpec;
import gradflow.network.Networks;
import gradflow.network.RandomSequences;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.probe.SegmentGradients;
import gradflow.results.Table;
import gradflow.stats.L2;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Takes the gradient of truncated BPTT (segments of k steps, state carried, added up over the
 * segments), the full gradient, and what Deeplearning4j's own layer computes for the same weights,
 * data and segments. In double precision; nothing is updated.
 */
public final class TruncationExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType(
                    "truncation",
                    TruncationSettings.DEFAULTS,
                    MeasuredTables.claimable(Numbers.class));

    /** Steps at the end of the sequence that {@code recentShare} counts. */
    private static final int RECENT = 10;

    private static final int DECIMALS = 9;

    /**
     * A run's columns of runs.csv; about the gradient of the recurrent layer's parameters, the mean
     * over the batch.
     *
     * @param zeroSteps steps at which ‖∂L/∂h_t‖ of the truncated gradient is exactly zero
     * @param liveSteps steps at which it is not
     * @param fullL2 norm of the full gradient
     * @param truncatedL2 norm of the truncated one
     * @param cosineToFull between the two
     * @param relativeError norm of their difference over the full one's
     * @param recentShare what the last 10 steps have of the sum of all steps' shares' norms
     * @param stockRelativeError norm of the difference between the stock layer's gradient and the
     *     right truncated one, over the latter's, rounded to 9 decimals
     * @param stockCosine between these two, rounded likewise
     */
    record Numbers(
            int zeroSteps,
            int liveSteps,
            double fullL2,
            double truncatedL2,
            double cosineToFull,
            double relativeError,
            double recentShare,
            double stockRelativeError,
            double stockCosine) {}

    /** A row of steps.csv: norms at time step t of T, lag = T − t, full and truncated. */
    record Step(
            String runId,
            int timeStep,
            int lag,
            double fullGradHiddenL2,
            double truncatedGradHiddenL2,
            double fullWeightGradShareL2,
            double truncatedWeightGradShareL2) {}

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public Outcome run(RunSpec run) {
        RunWatch watch = RunWatch.start(run);
        TruncationSettings settings = run.settings(TruncationSettings.class);
        SegmentGradients full =
                gradients(settings, Implementation.GRADFLOW, settings.sequenceLength(), run.seed());
        watch.check("before the truncated gradient");
        SegmentGradients cut =
                gradients(settings, Implementation.GRADFLOW, settings.tbpttLength(), run.seed());
        watch.check("before the stock layer's gradient");
        double[] stock =
                !settings.recurrent().cell().hasStockLayer()
                        ? null
                        : gradients(
                                        settings,
                                        Implementation.DEEPLEARNING4J,
                                        settings.tbpttLength(),
                                        run.seed())
                                .gradient();
        Numbers numbers = numbers(full, cut, stock);
        return Outcome.of(
                run,
                String.format(Locale.ROOT, "cosine to full %.4f", numbers.cosineToFull()),
                numbers,
                steps(run.runId(), full, cut));
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        List<RunResult> results = RunResult.of(spec, outcomes);
        return new Conclusion(
                new MeasuredTables(spec, Numbers.class).of(results),
                MeasuredAnswer.lines(
                        results,
                        List.of(
                                "live_steps",
                                "cosine_to_full",
                                "relative_error",
                                "recent_share",
                                "stock_relative_error")));
    }

    static SegmentGradients gradients(
            TruncationSettings settings, Implementation implementation, int length, long seed) {
        MultiLayerNetwork weights = Networks.untrained(settings.stack(), settings.classes(), seed);
        MultiLayerNetwork network =
                Networks.truncated(
                        settings.stack(), implementation, settings.classes(), length, seed);
        network.setParams(weights.params());
        SegmentGradients gradients =
                new SegmentGradients(
                        (int) network.getLayer(0).numParams(), settings.sequenceLength());
        network.setListeners(gradients);
        network.fit(data(settings, seed));
        return gradients;
    }

    private static DataSet data(TruncationSettings settings, long seed) {
        return RandomSequences.batch(
                settings.batchSize(),
                settings.recurrent().inputSize(),
                settings.classes(),
                settings.sequenceLength(),
                settings.loss(),
                seed);
    }

    private static Numbers numbers(SegmentGradients full, SegmentGradients cut, double[] stock) {
        int zero = 0;
        for (double norm : cut.hiddenL2()) {
            zero += norm == 0 ? 1 : 0;
        }
        double[] shares = full.weightShareL2();
        double all = 0;
        double recent = 0;
        for (int t = 0; t < shares.length; t++) {
            all += shares[t];
            recent += t >= shares.length - RECENT ? shares[t] : 0;
        }
        double[] right = cut.gradient();
        return new Numbers(
                zero,
                shares.length - zero,
                L2.of(full.gradient()),
                L2.of(right),
                Vectors.cosine(right, full.gradient()),
                Vectors.relativeError(right, full.gradient()),
                recent / all,
                stock == null ? Double.NaN : rounded(Vectors.relativeError(stock, right)),
                stock == null ? Double.NaN : rounded(Vectors.cosine(stock, right)));
    }

    /**
     * To 9 decimals. The stock layer's last bits are OpenBLAS's: about 1e-15 of its gradient, and
     * so of numbers that are relative to it, however small they are themselves.
     */
    static double rounded(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue()
                : value;
    }

    private static Table steps(String runId, SegmentGradients full, SegmentGradients cut) {
        List<Step> rows = new ArrayList<>();
        double[] fullHidden = full.hiddenL2();
        for (int t = 0; t < fullHidden.length; t++) {
            rows.add(
                    new Step(
                            runId,
                            t + 1,
                            fullHidden.length - 1 - t,
                            fullHidden[t],
                            cut.hiddenL2()[t],
                            full.weightShareL2()[t],
                            cut.weightShareL2()[t]));
        }
        return Table.of("steps.csv", Step.class, rows);
    }
}
