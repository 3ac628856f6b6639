package gradflow.experiment;

import gradflow.network.Networks;
import gradflow.probe.GradientProfile;
import gradflow.probe.TrainingProbe;
import gradflow.spec.ExperimentSpec;
import gradflow.spec.ExperimentType;
import gradflow.spec.RunSpec;
import gradflow.spec.TrainingSettings;
import gradflow.spec.UserMistake;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trains a network on a task and watches its gradients. Every condition sees the same number of
 * sequences, and with the same seed the same ones in the same order.
 */
final class TrainingExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType("training", TrainingSettings.DEFAULTS, RunsTable.CLAIMABLE);
    private final Path data;
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();

    TrainingExperiment(Path data) {
        this.data = data;
    }

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public void prepare(ExperimentSpec spec) {
        for (RunSpec run : spec.runs()) {
            TrainingSettings settings = run.settings(TrainingSettings.class);
            long available = task(settings).validation().numExamples();
            if (settings.profileExamples() > available) {
                throw new UserMistake(
                        "profileExamples must be at most %d (the validation data), not %d"
                                .formatted(available, settings.profileExamples()));
            }
        }
    }

    @Override
    public RunResult run(RunSpec run) {
        TrainingSettings settings = run.settings(TrainingSettings.class);
        Task task = task(settings);
        MultiLayerNetwork twin = Networks.twin(settings, task.inputSize(), task.outputSize());
        GradientProfile profile = new GradientProfile(twin, profileBatch(settings, task));
        TrainingProbe probe = new TrainingProbe(run.runId(), settings, profile);
        MultiLayerNetwork network =
                Networks.training(settings, task.inputSize(), task.outputSize(), run.seed());
        network.setListeners(probe);
        probe.start(network);
        OptionalInt solved = train(network, probe, task, settings, run.seed());
        return result(run, task, network, probe, solved);
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<RunResult> results) {
        return new TrainingConclusion(spec, this::task).of(results);
    }

    private static OptionalInt train(
            MultiLayerNetwork network,
            TrainingProbe probe,
            Task task,
            TrainingSettings settings,
            long seed) {
        OptionalInt solved = OptionalInt.empty();
        int evaluated = 0;
        for (int batch = 0; batch < settings.batches() && !probe.isDiverged(); batch++) {
            network.fit(task.trainingBatch(seed, batch, settings.batchSize()));
            int due = (int) ((batch + 1L) * settings.evaluations() / settings.batches());
            if (due > evaluated && solved.isEmpty() && !probe.isDiverged()) {
                evaluated = due;
                if (task.isSolved(score(network, task, task.validation()))) {
                    solved = OptionalInt.of(probe.iterations());
                }
            }
        }
        return solved;
    }

    private static RunResult result(
            RunSpec run,
            Task task,
            MultiLayerNetwork network,
            TrainingProbe probe,
            OptionalInt solved) {
        boolean diverged = probe.isDiverged();
        Task.Score test =
                diverged
                        ? new Task.Score(Double.NaN, Double.NaN)
                        : score(network, task, task.test());
        TrainingOutcome outcome =
                new TrainingOutcome(
                        solved,
                        test.loss(),
                        test.metric(),
                        probe.clipRate(),
                        probe.gradientRows(),
                        probe.pathRows(),
                        probe.parameterRows());
        Status status =
                diverged ? Status.DIVERGED : solved.isPresent() ? Status.SOLVED : Status.UNSOLVED;
        String note =
                diverged
                        ? "a number was no longer finite after %d iterations"
                                .formatted(probe.iterations())
                        : String.format(
                                Locale.ROOT, "test %s %.3f", task.metricName(), test.metric());
        return new RunResult(run, status, probe.iterations(), Optional.of(outcome), note);
    }

    private static Task.Score score(MultiLayerNetwork network, Task task, DataSet batch) {
        return task.score(network.output(batch.getFeatures(), false), batch);
    }

    private static DataSet profileBatch(TrainingSettings settings, Task task) {
        DataSet validation = task.validation();
        var examples = NDArrayIndex.interval(0, settings.profileExamples());
        return new DataSet(
                validation.getFeatures().get(examples).dup(),
                validation.getLabels().get(examples).dup(),
                null,
                validation.getLabelsMaskArray().get(examples).dup());
    }

    private Task task(TrainingSettings settings) {
        return tasks.computeIfAbsent(
                settings.task() + " " + settings.sequenceLength(),
                key -> Tasks.create(settings.task(), settings.sequenceLength(), 0, data));
    }
}
