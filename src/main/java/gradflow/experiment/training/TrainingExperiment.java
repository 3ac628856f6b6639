package gradflow.experiment.training;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.experiment.RunWatch;
import gradflow.experiment.Status;
import gradflow.mistake.Check;
import gradflow.model.RecurrentStack;
import gradflow.model.RunSpec;
import gradflow.model.settings.TaskSettings;
import gradflow.model.settings.TrainingSettings;
import gradflow.model.settings.WatchSettings;
import gradflow.network.Networks;
import gradflow.network.SavedNetwork;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.probe.GradientProfile;
import gradflow.probe.TrainingProbe;
import gradflow.results.Table;
import gradflow.task.Task;
import gradflow.task.Tasks;
import gradflow.task.table.TableTask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trains a network on a task and watches its gradients. Every condition has the same budget of
 * sequences, and with the same seed sees the same ones in the same order.
 */
public final class TrainingExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType(
                    "training",
                    TrainingSettings.DEFAULTS,
                    RunsTable.CLAIMABLE,
                    settings -> check((TrainingSettings) settings));
    private final Path data;
    private final Map<TaskSettings, Task> tasks = new ConcurrentHashMap<>();

    /** Runs whose details will not be written, by identity: other files may have equal runs. */
    private final Set<RunSpec> withoutDetails =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** Runs that are only there to choose by, by identity. */
    private final Set<RunSpec> notReported =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** Runs whose network is kept if that is asked for, by identity. */
    private final Set<RunSpec> withNetwork =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    public TrainingExperiment(Path data) {
        this.data = data;
    }

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public void prepare(ExperimentSpec spec) {
        withoutDetails.addAll(RunDetails.unwanted(spec));
        withNetwork.addAll(RunDetails.first(spec));
        spec.runs().stream().filter(run -> !spec.isReported(run)).forEach(notReported::add);
        for (RunSpec run : spec.runs()) {
            task(run.settings(TrainingSettings.class));
        }
    }

    private static void check(TrainingSettings settings) {
        Tasks.check(settings.data());
        String task = settings.data().task();
        int sampleLength = settings.watch().sampleLength();
        Check.that(
                sampleLength == 0 || Tasks.isText(task),
                "sampleLength must be 0 for %s, which is no text, not %d"
                        .formatted(task, sampleLength));
    }

    @Override
    public List<RunSpec> wanted(ExperimentSpec spec, List<Outcome> outcomes) {
        return spec.tuning().isPresent() ? new TuningSteps(spec, outcomes).wanted() : spec.runs();
    }

    @Override
    public Outcome run(RunSpec run) {
        RunWatch watch = RunWatch.start(run);
        TrainingSettings settings = run.settings(TrainingSettings.class);
        Task task = task(settings);
        MultiLayerNetwork twin = Networks.twin(settings, task);
        GradientProfile profile = new GradientProfile(twin, profileBatch(settings, task));
        TrainingProbe.Estimates estimates =
                new RunEstimates(settings, task).of(run.seed(), !notReported.contains(run));
        TrainingProbe probe =
                new TrainingProbe(run.runId(), settings, run.seed(), profile, estimates);
        MultiLayerNetwork network = Networks.training(settings, task, run.seed());
        probe.start(network);
        boolean detailed = !withoutDetails.contains(run);
        LearningCurve curve = new LearningCurve(run.runId(), probe, settings, detailed);
        Training training = new Training(network, probe, task, settings, curve);
        training.run(run.seed(), watch);
        probe.finish(network);
        return result(run, task, network, probe, training, curve);
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        List<RunResult> results = RunResult.of(spec, outcomes);
        Conclusion conclusion = new TrainingConclusion(spec, this::task).of(results);
        List<String> answer = new ArrayList<>(conclusion.answer());
        spec.runs().stream()
                .map(run -> run.settings(TrainingSettings.class))
                .filter(s -> profileExamples(s, task(s)) < s.watch().profileExamples())
                .map(this::fewerExamples)
                .distinct()
                .forEach(answer::add);
        return new Conclusion(conclusion.tables(), answer);
    }

    private String fewerExamples(TrainingSettings settings) {
        return "Gradient profiles of %s are of %d examples, all of its validation data, not of %d."
                .formatted(
                        settings.data().task(),
                        profileExamples(settings, task(settings)),
                        settings.watch().profileExamples());
    }

    /** No more than there are: a short series must not fail on a setting that nobody made. */
    private static int profileExamples(TrainingSettings settings, Task task) {
        return Math.min(settings.watch().profileExamples(), task.validation().numExamples());
    }

    private Outcome result(
            RunSpec run,
            Task task,
            MultiLayerNetwork network,
            TrainingProbe probe,
            Training training,
            LearningCurve curve) {
        TrainingSettings settings = run.settings(TrainingSettings.class);
        boolean diverged = probe.isDiverged();
        Task.Score nothing = new Task.Score(Double.NaN, Double.NaN);
        Task.Score test = diverged ? nothing : training.score(task.test());
        RecurrentStack stack = settings.stack(task.inputSize(), task.outputSize());
        TrainingNumbers numbers =
                TrainingNumbers.of(
                        probe,
                        training.iterationsToSolve(),
                        diverged ? nothing : training.score(task.validation()),
                        test,
                        stack.hiddenSize(),
                        network.numParams(),
                        diverged ? null : Integer.valueOf(task.isSolved(test) ? 1 : 0),
                        probe.biasRows().isEmpty()
                                ? null
                                : Long.valueOf(new RunEstimates(settings, task).keptBytes()));
        List<Table> details = new ArrayList<>();
        details.add(RunDetails.curve(curve));
        details.add(RunDetails.reach(run.runId(), probe));
        if (settings.gradients().biasSequences() > 0) {
            details.add(RunDetails.bias(probe.biasRows()));
        }
        probe.dynamics().map(RunDetails::dynamics).ifPresent(details::addAll);
        if (!withoutDetails.contains(run)) {
            Optional<String> text = diverged ? Optional.empty() : TextSample.of(network, task, run);
            details.addAll(RunDetails.of(run.runId(), probe, test, text));
            details.addAll(asked(run, task, network, diverged));
        }
        Status status =
                diverged
                        ? Status.DIVERGED
                        : training.iterationsToSolve().isPresent()
                                ? Status.SOLVED
                                : Status.UNSOLVED;
        String note =
                diverged
                        ? "a number was no longer finite: " + probe.divergedAt().orElseThrow()
                        : String.format(
                                Locale.ROOT, "test %s %.3f", task.metricName(), test.metric());
        return Outcome.of(run, note, numbers, details.toArray(Table[]::new))
                .ended(status, training.iterations());
    }

    /** What a trained network tells, and the network itself, where they are asked for. */
    private List<Table> asked(RunSpec run, Task task, MultiLayerNetwork network, boolean diverged) {
        WatchSettings watch = run.settings(TrainingSettings.class).watch();
        List<Table> asked = new ArrayList<>();
        if (!diverged && watch.predictions(task instanceof TableTask)) {
            asked.add(RunDetails.predictions(Predictions.of(run.runId(), network, task)));
        }
        if (!diverged && watch.saveModel() && withNetwork.contains(run)) {
            asked.add(RunDetails.network(SavedNetwork.bytes(network)));
        }
        return asked;
    }

    /** Validation data with a loss at the last step only, since a lag is counted from there. */
    private static DataSet profileBatch(TrainingSettings settings, Task task) {
        DataSet validation = task.validation();
        var examples = NDArrayIndex.interval(0, profileExamples(settings, task));
        INDArray mask = validation.getLabelsMaskArray().get(examples).dup();
        for (int step = 0; step < task.sequenceLength() - 1; step++) {
            mask.getColumn(step).assign(0);
        }
        return new DataSet(
                validation.getFeatures().get(examples).dup(),
                validation.getLabels().get(examples).dup(),
                null,
                mask);
    }

    private Task task(TrainingSettings settings) {
        return tasks.computeIfAbsent(settings.data(), key -> Tasks.create(key, data));
    }
}
