package gradflow.experiment.dynamics;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.NumbersTable;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.experiment.RunWatch;
import gradflow.experiment.Status;
import gradflow.experiment.TrainingLoop;
import gradflow.hand.Gaussian;
import gradflow.model.RandomStream;
import gradflow.model.RunSpec;
import gradflow.network.Networks;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.probe.ExplosionProbe;
import gradflow.results.Table;
import gradflow.stats.GradientDecay;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What large recurrent weights do to the gradient and to training, with and without clipping. */
public final class ExplodingExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType(
                    "exploding",
                    ExplodingSettings.DEFAULTS,
                    MeasuredTables.claimable(ExplodingNumbers.class));

    /** Sequences on which Jacobians are taken. */
    private static final int EXAMPLES = 4;

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public Outcome run(RunSpec run) {
        RunWatch watch = RunWatch.start(run);
        ExplodingSettings settings = run.settings(ExplodingSettings.class);
        SplittableRandom random = RandomStream.PATHS.splittable(run.seed());
        double[][] recurrentWeights =
                Gaussian.orthogonal(settings.hidden(), settings.singularValue(), random);
        ElmanPaths paths =
                new ElmanPaths(
                        settings.activation(),
                        recurrentWeights,
                        settings.timeSteps(),
                        EXAMPLES,
                        random.split());
        List<JacobianRow> rows = paths.rows(run.runId(), settings.singularValue());
        ExplosionProbe probe = train(run, recurrentWeights, random.split(), watch);
        ExplodingNumbers numbers = numbers(rows, paths, probe);
        String note =
                String.format(
                        Locale.ROOT,
                        "largest update %.3g, loss %.3g",
                        numbers.largestUpdateL2(),
                        numbers.lastLoss());
        return Outcome.of(run, note, numbers, Table.of("jacobian.csv", JacobianRow.class, rows))
                .ended(probe.isDiverged() ? Status.DIVERGED : Status.SOLVED, probe.iterations());
    }

    private static ExplosionProbe train(
            RunSpec run, double[][] recurrentWeights, SplittableRandom random, RunWatch watch) {
        ExplodingSettings settings = run.settings(ExplodingSettings.class);
        MultiLayerNetwork network =
                Networks.descending(
                        settings.stack(), recurrentWeights, settings.learningRate(), run.seed());
        ExplosionProbe probe = new ExplosionProbe(settings.clip());
        network.setListeners(probe);
        TrainingLoop.run(
                settings.iterations(),
                probe::isDiverged,
                batch -> {
                    watch.check(probe.iterations(), 1);
                    network.fit(FirstInputSign.batch(settings, random));
                });
        return probe;
    }

    private static ExplodingNumbers numbers(
            List<JacobianRow> rows, ElmanPaths paths, ExplosionProbe probe) {
        boolean worse = probe.isDiverged() || probe.lastLoss() > probe.firstLoss();
        return new ExplodingNumbers(
                rows.stream()
                        .filter(row -> row.lag() > 0)
                        .mapToDouble(row -> row.jacobianL2Largest() / row.bound())
                        .max()
                        .orElseThrow(),
                GradientDecay.perStep(paths.meanNorms()),
                probe.isDiverged() ? 1 : 0,
                worse ? 1 : 0,
                probe.firstLoss(),
                probe.lastLoss(),
                probe.largestGradientL2(),
                probe.largestUpdateL2(),
                StrictMath.log10(probe.largestUpdateL2()));
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        List<RunResult> results = RunResult.of(spec, outcomes);
        NumbersTable table = NumbersTable.ofMeans();
        table.add("per step", "growth_per_step");
        table.add("of bound", "jacobian_over_bound");
        table.add("diverged", "diverged");
        table.add("worse", "worse");
        table.add("gradient", "largest_gradient_l2");
        table.add("update", "largest_update_l2");
        table.add("last loss", "last_loss");
        return new Conclusion(
                new MeasuredTables(spec, ExplodingNumbers.class).of(results), table.lines(results));
    }
}
