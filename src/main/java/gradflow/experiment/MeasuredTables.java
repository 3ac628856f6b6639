package gradflow.experiment;

import gradflow.plan.ExperimentSpec;
import gradflow.results.Column;
import gradflow.results.Columns;
import gradflow.results.Table;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of an experiment whose numbers are the components of a record. */
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

    /**
     * The columns of runs.csv about which claims may be made: the numeric components.
     *
     * @return in snake_case, in the order of the record
     */
    public static List<String> claimable(Class<? extends Record> numbers) {
        return Arrays.stream(numbers.getRecordComponents())
                .filter(component -> isNumber(component.getType()))
                .map(RecordComponent::getName)
                .map(Columns::name)
                .toList();
    }

    /**
     * runs.csv, then the files of the details, their rows in the order of the runs.
     *
     * @return one for each file
     */
    public List<Table> of(List<RunResult> results) {
        List<Table> tables = new ArrayList<>(List.of(runs(results)));
        Map<String, List<List<Object>>> rows = new LinkedHashMap<>();
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (RunResult result : results) {
            for (Table detail : result.outcome().details()) {
                columns.putIfAbsent(detail.fileName(), detail.columns());
                rows.computeIfAbsent(detail.fileName(), file -> new ArrayList<>())
                        .addAll(detail.rows());
            }
        }
        columns.forEach((file, names) -> tables.add(new Table(file, names, rows.get(file))));
        return tables;
    }

    private Table runs(List<RunResult> results) {
        List<Column<RunResult>> columns = new ArrayList<>(runColumns(spec));
        columns.add(Column.number("iterations", RunResult::iterations));
        Columns.names(numbers)
                .forEach(name -> columns.add(Column.number(name, result -> result.value(name))));
        columns.add(failure());
        return Column.table("runs.csv", columns, results);
    }

    /**
     * What stands before the numbers: the run, its values of the factors, its seed, its status.
     *
     * @return in the order of the file
     */
    public static List<Column<RunResult>> runColumns(ExperimentSpec spec) {
        List<Column<RunResult>> columns = new ArrayList<>();
        columns.add(Column.text("run_id", result -> result.run().runId()));
        for (String factor : spec.factors()) {
            columns.add(
                    Column.text(
                            Columns.name(factor), result -> result.run().factors().get(factor)));
        }
        columns.add(Column.text("seed", result -> result.run().seed()));
        columns.add(Column.text("status", result -> result.status().word()));
        return columns;
    }

    /**
     * What stands last in runs.csv: why the run failed or diverged.
     *
     * @return a column of text, empty for a run that did neither
     */
    public static Column<RunResult> failure() {
        return Column.text("failure", result -> result.outcome().failure());
    }

    private static boolean isNumber(Class<?> type) {
        return type == int.class
                || type == long.class
                || type == double.class
                || Number.class.isAssignableFrom(type);
    }
}
