package gradflow.experiment.dynamics;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.Measurement;
import gradflow.experiment.NumbersTable;
import gradflow.experiment.RunResult;
import gradflow.experiment.Status;
import gradflow.hand.Orthogonal;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.results.Table;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    public RunResult run(RunSpec run) {
        ActivationsSettings settings = run.settings(ActivationsSettings.class);
        SplittableRandom random = new SplittableRandom(run.seed());
        double[][] recurrentWeights =
                Orthogonal.matrix(settings.hidden(), settings.singularValue(), random);
        ElmanPaths paths =
                new ElmanPaths(
                        settings.activation(),
                        recurrentWeights,
                        settings.timeSteps(),
                        settings.examples(),
                        random);
        ActivationNumbers numbers = ActivationNumbers.of(settings.activation(), paths);
        List<JacobianRow> rows = paths.rows(run.runId(), settings.singularValue());
        Measurement measurement =
                new Measurement(
                        numbers, List.of(Table.of("jacobian.csv", JacobianRow.class, rows)));
        String note = String.format(Locale.ROOT, "%.4f per step", numbers.decayPerStep());
        return new RunResult(run, Status.SOLVED, 0, Optional.of(measurement), note);
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<RunResult> results) {
        NumbersTable<ActivationNumbers> table = new NumbersTable<>(ActivationNumbers.class);
        table.add("f' from", ActivationNumbers::derivativeMin);
        table.add("to", ActivationNumbers::derivativeMax);
        table.add("mean f'", ActivationNumbers::derivativeMean);
        table.add("f' = 0", ActivationNumbers::zeroDerivativeFraction);
        table.add("dead units", ActivationNumbers::deadUnitFraction);
        table.add("per step", ActivationNumbers::decayPerStep);
        return new Conclusion(
                new MeasuredTables(spec, ActivationNumbers.class).of(results),
                table.lines(results));
    }
}
