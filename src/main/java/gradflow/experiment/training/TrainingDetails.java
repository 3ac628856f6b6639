package gradflow.experiment.training;

import gradflow.experiment.RunResult;
import gradflow.experiment.training.comparison.ConditionResults;
import gradflow.model.settings.TrainingSettings;
import gradflow.probe.BiasRow;
import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import gradflow.probe.PathRow;
import gradflow.probe.dynamics.NoiseRow;
import gradflow.probe.dynamics.SharpnessRow;
import gradflow.probe.dynamics.SpectrumRow;
import gradflow.results.Columns;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The files with several rows of a run: what is written of what all runs handed over. */
final class TrainingDetails {
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
     * curves.csv and reach.csv of all chosen runs, then the files of those whose details are
     * wanted.
     */
    List<Table> tables() {
        return List.of(
                table(RunDetails.CURVES, curveColumns(), false, TrainingDetails::curveRows),
                table(RunDetails.REACH, reachColumns(), false, TrainingDetails::reachRows),
                table(RunDetails.GRADIENTS, gradientColumns(), true, TrainingDetails::gradientRows),
                detail(RunDetails.PATHS, PathRow.class),
                detail(RunDetails.PARAMETERS, ParameterRow.class));
    }

    /** What was looked at where it was asked for; nothing where nobody looked. */
    List<Table> looks() {
        return Stream.of(
                        look(RunDetails.BIAS, BiasRow.class, false),
                        look(RunDetails.NOISE, NoiseRow.class, true),
                        look(RunDetails.SPECTRA, SpectrumRow.class, false),
                        look(RunDetails.SHARPNESS, SharpnessRow.class, false))
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
        return Optional.of(detail(RunDetails.SAMPLES, RunDetails.SampleRow.class))
                .filter(table -> !table.rows().isEmpty());
    }

    /** What networks tell about the test data; empty where none was asked. */
    Optional<Table> predictions() {
        return Optional.of(detail(RunDetails.PREDICTIONS, PredictionRow.class))
                .filter(table -> !table.rows().isEmpty());
    }

    /** A file for each condition with the network of its first run that handed one over. */
    List<Table> networks() {
        List<Table> networks = new ArrayList<>();
        for (ConditionResults condition : conditions) {
            condition.results().stream()
                    .flatMap(result -> result.outcome().details().stream())
                    .filter(table -> table.fileName().equals(RunDetails.NETWORK))
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
        for (List<Object> row : result.outcome().rows(RunDetails.CURVES)) {
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
        List<List<Object>> taken = result.outcome().rows(RunDetails.REACH);
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
        return withMoment(result, result.outcome().rows(RunDetails.GRADIENTS), ITERATION);
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
            int seeds = RunDetails.detailSeeds(condition.run());
            condition.results().stream()
                    .limit(seeds == 0 || !ofDetailSeeds ? Long.MAX_VALUE : seeds)
                    .forEach(result -> all.addAll(rows.apply(result)));
        }
        return new Table(file, columns, all);
    }
}
