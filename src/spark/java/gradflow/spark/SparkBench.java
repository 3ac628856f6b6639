package gradflow.spark;

import gradflow.experiment.Experiment;
import gradflow.experiment.Experiments;
import gradflow.model.RunSpec;
import gradflow.model.settings.TaskSettings;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentReader;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Overrides;
import gradflow.sweep.RunLine;
import gradflow.sweep.provenance.NativeThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkFiles;

/** Where an executor makes the runs of a recipe: read and prepared once in its process. */
final class SparkBench {
    private static final Map<Recipe, SparkBench> BENCHES = new ConcurrentHashMap<>();
    private final Recipe recipe;
    private final Experiment experiment;
    private final List<RunSpec> runs;

    private SparkBench(Recipe recipe) {
        NativeThreads.pinToOne();
        Experiments kinds = new Experiments(Path.of(SparkFiles.get(SparkCrew.DATA)));
        ExperimentSpec spec = read(recipe, kinds);
        List<String> runIds = spec.runs().stream().map(RunSpec::runId).toList();
        if (!runIds.equals(recipe.runIds())) {
            throw new IllegalStateException("other runs than the driver's: " + runIds);
        }
        this.recipe = recipe;
        runs = spec.runs().stream().map(this::withDataHere).toList();
        experiment = kinds.kind(spec.type());
        experiment.prepare(spec.with(runs));
    }

    /** That of this process. */
    static SparkBench of(Recipe recipe) {
        return BENCHES.computeIfAbsent(recipe, SparkBench::new);
    }

    /** Makes a run; its line. */
    String make(int index) {
        return RunLine.make(experiment, runs.get(index), recipe.identity());
    }

    private static ExperimentSpec read(Recipe recipe, Experiments kinds) {
        try {
            Path folder = Files.createTempDirectory("gradflow");
            Path file = folder.resolve(recipe.name() + ".yaml");
            Files.writeString(file, recipe.text());
            try {
                return new ExperimentReader(folder, kinds.types())
                        .read(file, false, Overrides.NONE);
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** The run with the path at which a user's data lie on this machine. */
    private RunSpec withDataHere(RunSpec run) {
        if (!(run.settings() instanceof TrainingSettings settings)
                || !recipe.data().containsKey(settings.data().dataPath())) {
            return run;
        }
        TaskSettings data = settings.data();
        String here = SparkFiles.get(recipe.data().get(data.dataPath()));
        TrainingSettings moved =
                new TrainingSettings(
                        new TaskSettings(
                                data.task(),
                                data.sequenceLength(),
                                data.classes(),
                                here,
                                data.table(),
                                data.lag()),
                        settings.layer(),
                        settings.stacking(),
                        settings.mitigation(),
                        settings.strengthFactor(),
                        settings.fit(),
                        settings.gradients(),
                        settings.watch(),
                        settings.arithmetic(),
                        settings.implementation());
        return new RunSpec(
                run.runId(),
                run.condition(),
                run.factors(),
                run.nuisances(),
                run.seed(),
                moved,
                run.limits());
    }
}
