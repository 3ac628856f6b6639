package gradflow.experiment.dynamics;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.MeasuredAnswer;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.model.LossAt;
import gradflow.model.RunSpec;
import gradflow.network.Networks;
import gradflow.network.RandomSequences;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.probe.GradientProfile;
import gradflow.probe.GradientRow;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Follows the gradient down through the layers and back through the steps of a stack before
 * training: both are products of Jacobians. In double precision.
 */
public final class DepthExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType(
                    "depth-vs-time",
                    DepthSettings.DEFAULTS,
                    MeasuredTables.claimable(Numbers.class));

    /**
     * A run's columns of runs.csv; norms of ∂L/∂h, mean over the batch.
     *
     * @param topLastStepL2 in the uppermost layer at step T, where the gradient enters
     * @param lowestLastStepL2 in the lowest layer at step T: gone through the layers only
     * @param lowestFirstStepL2 in the lowest layer at step 1: gone through layers and time
     * @param throughLayers lowestLastStepL2 / topLastStepL2
     * @param throughTime lowestFirstStepL2 / lowestLastStepL2
     * @param factorPerLayer throughLayers^(1/(layers − 1)); does not exist for one layer
     * @param factorPerStep throughTime^(1/(T − 1))
     */
    record Numbers(
            double topLastStepL2,
            double lowestLastStepL2,
            double lowestFirstStepL2,
            double throughLayers,
            double throughTime,
            double factorPerLayer,
            double factorPerStep) {

        static Numbers of(double top, double lowest, double first, int layers, int steps) {
            return new Numbers(
                    top,
                    lowest,
                    first,
                    lowest / top,
                    first / lowest,
                    layers == 1 ? Double.NaN : StrictMath.pow(lowest / top, 1.0 / (layers - 1)),
                    StrictMath.pow(first / lowest, 1.0 / (steps - 1)));
        }
    }

    /** A row of layers.csv: ‖∂L/∂h‖ of one layer (0 is the lowest) at its first and last step. */
    record LayerNorms(String runId, int layer, double firstStepL2, double lastStepL2) {}

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public Outcome run(RunSpec run) {
        DepthSettings settings = run.settings(DepthSettings.class);
        List<LayerNorms> layers = layers(run.runId(), settings, run.seed());
        LayerNorms lowest = layers.get(0);
        LayerNorms top = layers.get(layers.size() - 1);
        Numbers numbers =
                Numbers.of(
                        top.lastStepL2(),
                        lowest.lastStepL2(),
                        lowest.firstStepL2(),
                        settings.layers(),
                        settings.sequenceLength());
        return Outcome.of(
                run,
                String.format(
                        Locale.ROOT,
                        "x %.3g through layers, x %.3g through time",
                        numbers.throughLayers(),
                        numbers.throughTime()),
                numbers,
                Table.of("layers.csv", LayerNorms.class, layers));
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        List<RunResult> results = RunResult.of(spec, outcomes);
        return new Conclusion(
                new MeasuredTables(spec, Numbers.class).of(results),
                MeasuredAnswer.lines(
                        results,
                        List.of(
                                "through_layers",
                                "through_time",
                                "factor_per_layer",
                                "factor_per_step")));
    }

    private static List<LayerNorms> layers(String runId, DepthSettings settings, long seed) {
        var network = Networks.untrained(settings.stack(), settings.classes(), seed);
        var batch =
                RandomSequences.batch(
                        settings.batchSize(),
                        settings.recurrent().inputSize(),
                        settings.classes(),
                        settings.sequenceLength(),
                        LossAt.LAST_STEP,
                        seed);
        List<GradientRow> rows =
                new GradientProfile(network, batch).take(runId, 0, network.params().dup());
        List<LayerNorms> layers = new ArrayList<>();
        int steps = settings.sequenceLength();
        for (int layer = 0; layer < settings.layers(); layer++) {
            // Rows come by layer and then by time step.
            layers.add(
                    new LayerNorms(
                            runId,
                            layer,
                            rows.get(layer * steps).gradHiddenL2(),
                            rows.get((layer + 1) * steps - 1).gradHiddenL2()));
        }
        return layers;
    }
}
