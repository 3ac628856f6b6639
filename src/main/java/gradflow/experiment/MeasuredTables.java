package gradflow.experiment;

import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Columns;
import gradflow.results.Table;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of an experiment whose runs end in a {@link Measurement}. */
public final class MeasuredTables {
    private final ExperimentSpec spec;
    private final Class<? extends Record> numbers;

    /**
     * Tables of one experiment.
     *
     * @param numbers whose components are columns of runs.csv
     */
    public MeasuredTables(ExperimentSpec spec, Class<? extends Record> numbers) {
        this.spec = spec;
        this.numbers = numbers;
    }

    /** The columns of runs.csv about which claims may be made: the numeric components. */
    public static List<String> claimable(Class<? extends Record> numbers) {
        return Arrays.stream(numbers.getRecordComponents())
                .filter(component -> isNumber(component.getType()))
                .map(RecordComponent::getName)
                .map(Columns::name)
                .toList();
    }

    /** runs.csv, then the files of the details, their rows in the order of the runs. */
    public List<Table> of(List<RunResult> results) {
        List<Table> tables = new ArrayList<>(List.of(runs(results)));
        Map<String, List<List<Object>>> rows = new LinkedHashMap<>();
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (RunResult result : results) {
            for (Table detail : details(result)) {
                columns.putIfAbsent(detail.fileName(), detail.columns());
                rows.computeIfAbsent(detail.fileName(), file -> new ArrayList<>())
                        .addAll(detail.rows());
            }
        }
        columns.forEach((file, names) -> tables.add(new Table(file, names, rows.get(file))));
        return tables;
    }

    private Table runs(List<RunResult> results) {
        List<String> columns = new ArrayList<>(List.of("run_id"));
        spec.factors().stream().map(Columns::name).forEach(columns::add);
        columns.addAll(List.of("seed", "status", "iterations"));
        columns.addAll(Columns.names(numbers));
        return new Table(
                "runs.csv", Columns.distinct(columns), results.stream().map(this::row).toList());
    }

    private List<Object> row(RunResult result) {
        RunSpec run = result.run();
        List<Object> row = new ArrayList<>(List.of(run.runId()));
        row.addAll(run.factors().values());
        row.add(run.seed());
        row.add(result.status().word());
        row.add(result.iterations());
        row.addAll(
                result.outcome()
                        .map(outcome -> Columns.values(((Measurement) outcome).numbers()))
                        .orElse(
                                Collections.nCopies(
                                        numbers.getRecordComponents().length, (Object) null)));
        return row;
    }

    private static List<Table> details(RunResult result) {
        return result.outcome().map(outcome -> ((Measurement) outcome).details()).orElse(List.of());
    }

    private static boolean isNumber(Class<?> type) {
        return type == int.class
                || type == long.class
                || type == double.class
                || Number.class.isAssignableFrom(type);
    }
}
