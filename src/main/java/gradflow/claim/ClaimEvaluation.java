package gradflow.claim;

import gradflow.model.RunSpec;
import gradflow.results.Columns;
import gradflow.results.Table;
import gradflow.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges claims by the rows of runs.csv, condition by condition: the seeds of each give an interval
 * and a test of their own, which {@link Weighing} makes one verdict of. A run without the number
 * (it failed, for instance) keeps a claim from being confirmed.
 */
public final class ClaimEvaluation {
    private final String kind;
    private final List<Claim> claims;
    private final List<RunSpec> specs;
    private final Table runs;
    private final Map<String, List<Object>> rows = new HashMap<>();

    /**
     * An evaluation of one experiment.
     *
     * @param kind of the experiment, by which its columns are declared
     * @param claims to be judged
     * @param specs the runs with their conditions
     * @param runs a row for every run, with a column run_id and the columns of the claims
     */
    public ClaimEvaluation(String kind, List<Claim> claims, List<RunSpec> specs, Table runs) {
        this.kind = kind;
        this.claims = List.copyOf(claims);
        this.specs = List.copyOf(specs);
        this.runs = runs;
        int id = column("run_id");
        runs.rows().forEach(row -> rows.put((String) row.get(id), row));
    }

    /**
     * The claims with their numbers, in the order of the experiment file.
     *
     * @return one for each claim, in their order
     */
    public List<Judgement> judge() {
        return claims.stream().map(this::judge).toList();
    }

    private Judgement judge(Claim claim) {
        ColumnRange range = ColumnRange.of(kind, claim.column());
        Map<String, List<Double>> byCondition = new LinkedHashMap<>();
        Map<String, Interval> ranges = new HashMap<>();
        int missing = 0;
        for (RunSpec run : specs) {
            if (isChosen(run) && claim.concerns(run.factors())) {
                double number = number(claim, run);
                if (Double.isNaN(number)) {
                    missing++;
                } else {
                    byCondition
                            .computeIfAbsent(run.condition(), c -> new ArrayList<>())
                            .add(number);
                    // The runs of a condition differ in their seeds only, and so share the range.
                    ranges.computeIfAbsent(run.condition(), c -> range(claim, range, run));
                }
            }
        }
        boolean areEvents = claim.versus().isEmpty() && range.isEvent();
        List<Evidence> evidence = new ArrayList<>();
        byCondition.forEach(
                (condition, numbers) ->
                        evidence.add(
                                new Sample(
                                                condition,
                                                areEvents,
                                                ranges.get(condition),
                                                numbers.stream()
                                                        .mapToDouble(Double::doubleValue)
                                                        .toArray())
                                        .weighedBy(claim)));
        return Weighing.judge(claim, missing, evidence);
    }

    /** Where the number that the claim is about can lie for a run. */
    private Interval range(Claim claim, ColumnRange column, RunSpec run) {
        Interval own = column.of(run, metricName(run));
        if (claim.versus().isEmpty()) {
            return own;
        }
        RunSpec partner = partner(claim, run).orElse(run);
        return ColumnRange.of(claim.compare(), own, column.of(partner, metricName(partner)));
    }

    private String metricName(RunSpec run) {
        int index = runs.columns().indexOf("metric_name");
        List<Object> row = rows.get(run.runId());
        return index < 0 || row == null ? "" : String.valueOf(row.get(index));
    }

    private double number(Claim claim, RunSpec run) {
        double own = cell(run, claim.column());
        if (claim.versus().isEmpty()) {
            return own;
        }
        double other = partner(claim, run).map(p -> cell(p, claim.column())).orElse(Double.NaN);
        if (claim.compare() == Comparison.DIFFERENCE) {
            return own - other;
        }
        return own > 0 && other > 0 ? own / other : Double.NaN;
    }

    private Optional<RunSpec> partner(Claim claim, RunSpec run) {
        return specs.stream()
                .filter(other -> other.seed() == run.seed() && isChosen(other))
                .filter(other -> claim.compares(run.factors(), other.factors()))
                .findFirst();
    }

    /** Only runs with the values that tuning chose for their condition count. */
    private boolean isChosen(RunSpec run) {
        int chosen = runs.columns().indexOf("chosen");
        List<Object> row = rows.get(run.runId());
        return chosen < 0 || row == null || !Boolean.FALSE.equals(row.get(chosen));
    }

    private double cell(RunSpec run, String column) {
        List<Object> row = rows.get(run.runId());
        return row != null && row.get(column(column)) instanceof Number number
                ? number.doubleValue()
                : Double.NaN;
    }

    private int column(String name) {
        int index = Columns.indexOfMeasured(runs.columns(), name);
        if (index < 0) {
            throw new IllegalArgumentException(runs.fileName() + " has no column " + name);
        }
        return index;
    }

    /**
     * claims.csv.
     *
     * @param judgements one row each
     * @return claims.csv
     */
    public static Table table(List<Judgement> judgements) {
        List<List<Object>> rows = new ArrayList<>();
        for (Judgement judgement : judgements) {
            Claim claim = judgement.claim();
            rows.add(
                    Arrays.asList(
                            claim.note(),
                            claim.id(),
                            claim.says(),
                            claim.column(),
                            claim.conditionText(),
                            claim.versusText(),
                            claim.relation().label(),
                            claim.value(),
                            claim.margin(),
                            judgement.runs(),
                            judgement.mean(),
                            judgement.low(),
                            judgement.high(),
                            judgement.verdict().word(),
                            judgement.conditions(),
                            judgement.decidedBy(),
                            judgement.pValue(),
                            OnNote.of(claim, judgement.verdict()).word()));
        }
        return new Table(
                "claims.csv",
                List.of(
                        "note",
                        "claim",
                        "says",
                        "column",
                        "condition",
                        "versus",
                        "relation",
                        "value",
                        "margin",
                        "runs",
                        "mean",
                        "low",
                        "high",
                        "verdict",
                        "conditions",
                        "decided_by",
                        "p_value",
                        "note_verdict"),
                rows);
    }
}
