package gradflow.experiment.dynamics;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.NumbersTable;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.hand.Gaussian;
import gradflow.model.RandomStream;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.results.Table;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What an activation's derivative does to the gradient of an untrained simple recurrent network.
 */
public final class ActivationsExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType(
                    "activations",
                    ActivationsSettings.DEFAULTS,
                    MeasuredTables.claimable(ActivationNumbers.class));

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public Outcome run(RunSpec run) {
        ActivationsSettings settings = run.settings(ActivationsSettings.class);
        SplittableRandom random = RandomStream.PATHS.splittable(run.seed());
        double[][] recurrentWeights =
                Gaussian.orthogonal(settings.hidden(), settings.singularValue(), random);
        ElmanPaths paths =
                new ElmanPaths(
                        settings.activation(),
                        recurrentWeights,
                        settings.timeSteps(),
                        settings.examples(),
                        random);
        ActivationNumbers numbers = ActivationNumbers.of(settings.activation(), paths);
        List<JacobianRow> rows = paths.rows(run.runId(), settings.singularValue());
        String note = String.format(Locale.ROOT, "%.4f per step", numbers.decayPerStep());
        return Outcome.of(run, note, numbers, Table.of("jacobian.csv", JacobianRow.class, rows));
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        List<RunResult> results = RunResult.of(spec, outcomes);
        NumbersTable table = NumbersTable.ofMeans();
        table.add("f' from", "derivative_min");
        table.add("to", "derivative_max");
        table.add("mean f'", "derivative_mean");
        table.add("f' = 0", "zero_derivative_fraction");
        table.add("dead units", "dead_unit_fraction");
        table.add("per step", "decay_per_step");
        return new Conclusion(
                new MeasuredTables(spec, ActivationNumbers.class).of(results),
                table.lines(results));
    }
}
