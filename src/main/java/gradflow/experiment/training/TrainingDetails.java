package gradflow.experiment.training;

import gradflow.experiment.RunResult;
import gradflow.experiment.training.comparison.ConditionResults;
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
import gradflow.results.Columns;
import gradflow.results.PackedFile;
import gradflow.results.Table;
import gradflow.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The files with several rows of a run: what a run hands over, and what of it is written. */
final class TrainingDetails {
    private static final String CURVES = "curves.csv";
    private static final String REACH = "reach.csv";
    private static final String GRADIENTS = "gradients.csv";
    private static final String PATHS = "paths.csv";
    private static final String PARAMETERS = "parameters.csv";
    private static final String BIAS = "bias.csv";
    private static final String NOISE = "noise.csv";
    private static final String SPECTRA = "spectra.csv";
    private static final String SHARPNESS = "sharpness.csv";
    private static final String SAMPLES = "samples.csv";
    private static final String PREDICTIONS = "predictions.csv";
    private static final String NETWORK = "network";
    private static final String CELL = "cell";
    private static final String TASK = "task";
    private static final String MOMENT = "moment";
    private static final String ITERATION_NAME = "iteration";
    private static final int ITERATION = Columns.names(GradientRow.class).indexOf(ITERATION_NAME);
    private final List<ConditionResults> conditions;

    /**
     * The details of these conditions.
     *
     * @param conditions with their chosen runs
     */
    TrainingDetails(List<ConditionResults> conditions) {
        this.conditions = conditions;
    }

    /**
     * Text that a trained network wrote.
     *
     * @param runId the run
     * @param testLoss its loss on the test data
     * @param text what it wrote
     */
    private record SampleRow(String runId, double testLoss, String text) {}

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

    /**
     * curves.csv and reach.csv of all chosen runs, then the files of those whose details are
     * wanted.
     */
    List<Table> tables() {
        return List.of(
                table(CURVES, curveColumns(), false, TrainingDetails::curveRows),
                table(REACH, reachColumns(), false, TrainingDetails::reachRows),
                table(GRADIENTS, gradientColumns(), true, TrainingDetails::gradientRows),
                detail(PATHS, PathRow.class),
                detail(PARAMETERS, ParameterRow.class));
    }

    /** What was looked at where it was asked for; nothing where nobody looked. */
    List<Table> looks() {
        return Stream.of(
                        look(BIAS, BiasRow.class, false),
                        look(NOISE, NoiseRow.class, true),
                        look(SPECTRA, SpectrumRow.class, false),
                        look(SHARPNESS, SharpnessRow.class, false))
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private Table look(String file, Class<? extends Record> type, boolean ofDetailSeeds) {
        List<String> columns = new ArrayList<>(Columns.names(type));
        int iteration = columns.indexOf(ITERATION_NAME);
        columns.addAll(List.of(CELL, TASK, MOMENT));
        return table(
                file,
                columns,
                ofDetailSeeds,
                result -> withMoment(result, result.outcome().rows(file), iteration));
    }

    /** Text that networks wrote; empty if none did. */
    Optional<Table> samples() {
        return Optional.of(detail(SAMPLES, SampleRow.class))
                .filter(table -> !table.rows().isEmpty());
    }

    /** What networks tell about the test data; empty where none was asked. */
    Optional<Table> predictions() {
        return Optional.of(detail(PREDICTIONS, PredictionRow.class))
                .filter(table -> !table.rows().isEmpty());
    }

    /** A file for each condition with the network of its first run that handed one over. */
    List<Table> networks() {
        List<Table> networks = new ArrayList<>();
        for (ConditionResults condition : conditions) {
            condition.results().stream()
                    .flatMap(result -> result.outcome().details().stream())
                    .filter(table -> table.fileName().equals(NETWORK))
                    .findFirst()
                    .map(
                            table ->
                                    new Table(
                                            "network-%s.zip".formatted(condition.run().condition()),
                                            table.columns(),
                                            table.rows()))
                    .ifPresent(networks::add);
        }
        return networks;
    }

    private static List<String> curveColumns() {
        List<String> columns = new ArrayList<>(Columns.names(CurveRow.class));
        columns.addAll(1, List.of(CELL, TASK));
        return columns;
    }

    private static List<List<Object>> curveRows(RunResult result) {
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : result.outcome().rows(CURVES)) {
            List<Object> values = new ArrayList<>(row);
            values.addAll(1, cellAndTask(result));
            rows.add(values);
        }
        return rows;
    }

    private static List<String> reachColumns() {
        List<String> columns = new ArrayList<>(Columns.names(ReachRow.class));
        columns.addAll(1, List.of(CELL, TASK, MOMENT));
        return columns;
    }

    private static List<List<Object>> reachRows(RunResult result) {
        List<List<Object>> rows = new ArrayList<>();
        List<List<Object>> taken = result.outcome().rows(REACH);
        int iterations = Columns.names(ReachRow.class).indexOf(ITERATION_NAME);
        long last = taken.stream().mapToLong(row -> (Long) row.get(iterations)).max().orElse(0);
        for (List<Object> row : taken) {
            List<Object> values = new ArrayList<>(row);
            values.add(1, moment((Long) row.get(iterations), last));
            values.addAll(1, cellAndTask(result));
            rows.add(values);
        }
        return rows;
    }

    private static List<String> gradientColumns() {
        List<String> columns = new ArrayList<>(Columns.names(GradientRow.class));
        columns.addAll(List.of(CELL, TASK, MOMENT));
        return columns;
    }

    private static List<List<Object>> gradientRows(RunResult result) {
        return withMoment(result, result.outcome().rows(GRADIENTS), ITERATION);
    }

    private static List<List<Object>> withMoment(
            RunResult result, List<List<Object>> taken, int iteration) {
        List<List<Object>> rows = new ArrayList<>();
        long last = taken.stream().mapToLong(row -> (Long) row.get(iteration)).max().orElse(0);
        for (List<Object> row : taken) {
            List<Object> values = new ArrayList<>(row);
            values.addAll(cellAndTask(result));
            values.add(moment((Long) row.get(iteration), last));
            rows.add(values);
        }
        return rows;
    }

    /** The moment of a profile within its run, whose last iteration differs between conditions. */
    private static String moment(long iteration, long last) {
        if (iteration == 0) {
            return "before";
        }
        return iteration == last ? "after" : "during";
    }

    private static List<String> cellAndTask(RunResult result) {
        TrainingSettings settings = result.run().settings(TrainingSettings.class);
        return List.of(settings.cell().label(), settings.data().task());
    }

    private static int detailSeeds(RunSpec run) {
        return run.settings(TrainingSettings.class).watch().detailSeeds();
    }

    private Table detail(String file, Class<? extends Record> type) {
        return table(file, Columns.names(type), true, result -> result.outcome().rows(file));
    }

    /**
     * A file of several rows a run.
     *
     * @param ofDetailSeeds whether only as many seeds of each condition are in it as details are
     *     wanted of
     * @param rows of a run
     */
    private Table table(
            String file,
            List<String> columns,
            boolean ofDetailSeeds,
            Function<RunResult, List<List<Object>>> rows) {
        List<List<Object>> all = new ArrayList<>();
        for (ConditionResults condition : conditions) {
            int seeds = detailSeeds(condition.run());
            condition.results().stream()
                    .limit(seeds == 0 || !ofDetailSeeds ? Long.MAX_VALUE : seeds)
                    .forEach(result -> all.addAll(rows.apply(result)));
        }
        return new Table(file, columns, all);
    }
}
