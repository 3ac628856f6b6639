package gradflow.experiment.training;

import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.probe.BiasRow;
import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import gradflow.probe.PathRow;
import gradflow.probe.TrainingProbe;
import gradflow.probe.dynamics.NoiseRow;
import gradflow.probe.dynamics.SharpnessRow;
import gradflow.probe.dynamics.SpectrumRow;
import gradflow.probe.dynamics.TrainingDynamics;
import gradflow.results.PackedFile;
import gradflow.results.Table;
import gradflow.task.Task;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run hands over beside its numbers, a table for every file, and of which runs it is wanted.
 */
final class RunDetails {
    static final String CURVES = "curves.csv";
    static final String REACH = "reach.csv";
    static final String GRADIENTS = "gradients.csv";
    static final String PATHS = "paths.csv";
    static final String PARAMETERS = "parameters.csv";
    static final String BIAS = "bias.csv";
    static final String NOISE = "noise.csv";
    static final String SPECTRA = "spectra.csv";
    static final String SHARPNESS = "sharpness.csv";
    static final String SAMPLES = "samples.csv";
    static final String PREDICTIONS = "predictions.csv";
    static final String NETWORK = "network";

    private RunDetails() {}

    /**
     * Text that a trained network wrote.
     *
     * @param runId the run
     * @param testLoss its loss on the test data
     * @param text what it wrote
     */
    record SampleRow(String runId, double testLoss, String text) {}

    /** The learning curves of a run, which every run hands over. */
    static Table curve(LearningCurve curve) {
        return Table.of(CURVES, CurveRow.class, curve.rows());
    }

    /** How far the gradients of a run reached, which every run hands over. */
    static Table reach(String runId, TrainingProbe probe) {
        List<ReachRow> rows = ReachRow.of(runId, probe.gradientRows(), probe.pathRows());
        return Table.of(REACH, ReachRow.class, rows);
    }

    /** How a run's gradients lie to the full one, which every run hands over that looked. */
    static Table bias(List<BiasRow> rows) {
        return Table.of(BIAS, BiasRow.class, rows);
    }

    /** What a run's dynamics are, which every run hands over that looked. */
    static List<Table> dynamics(TrainingDynamics dynamics) {
        return List.of(
                Table.of(NOISE, NoiseRow.class, dynamics.noise()),
                Table.of(SPECTRA, SpectrumRow.class, dynamics.spectra()),
                Table.of(SHARPNESS, SharpnessRow.class, dynamics.sharpness()));
    }

    /** The further files of a run whose details are wanted. */
    static List<Table> of(
            String runId, TrainingProbe probe, Task.Score test, Optional<String> sample) {
        List<SampleRow> samples =
                sample.map(text -> new SampleRow(runId, test.loss(), text)).stream().toList();
        return List.of(
                Table.of(GRADIENTS, GradientRow.class, probe.gradientRows()),
                Table.of(PATHS, PathRow.class, probe.pathRows()),
                Table.of(PARAMETERS, ParameterRow.class, probe.parameterRows()),
                Table.of(SAMPLES, SampleRow.class, samples));
    }

    /** What a trained network tells about the test data. */
    static Table predictions(List<PredictionRow> rows) {
        return Table.of(PREDICTIONS, PredictionRow.class, rows);
    }

    /** A trained network. */
    static Table network(byte[] zip) {
        return PackedFile.of(NETWORK, zip);
    }

    /**
     * The runs whose details are not written whatever the tuning chooses: for each condition and
     * each of its nuisance values those of later seeds, and runs that are there to choose by.
     */
    static List<RunSpec> unwanted(ExperimentSpec spec) {
        Map<List<Object>, Integer> seen = new HashMap<>();
        return spec.runs().stream()
                .filter(
                        run -> {
                            if (!spec.isReported(run)) {
                                return true;
                            }
                            int seeds = detailSeeds(run);
                            List<Object> group = List.of(run.condition(), run.nuisances());
                            return seen.merge(group, 1, Integer::sum) > seeds && seeds != 0;
                        })
                .toList();
    }

    /** The runs whose network is kept where one is asked for: each group's first seed. */
    static List<RunSpec> first(ExperimentSpec spec) {
        Set<List<Object>> seen = new HashSet<>();
        return spec.runs().stream()
                .filter(spec::isReported)
                .filter(run -> seen.add(List.of(run.condition(), run.nuisances())))
                .toList();
    }

    /** The number of seeds of a condition whose details are written; 0 for all. */
    static int detailSeeds(RunSpec run) {
        return run.settings(TrainingSettings.class).watch().detailSeeds();
    }
}
