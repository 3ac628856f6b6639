package gradflow.claim;

import gradflow.model.RunSpec;
import gradflow.results.Columns;
import gradflow.results.Table;
import gradflow.stats.Interval;
import gradflow.stats.StudentInterval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges claims by the rows of runs.csv. Each seed counts with one number: that of the condition
 * that is worst for the claim, since a claim is about all conditions that it names. The mean of
 * these numbers has a 95 % interval by Student's t; of ratios, the geometric mean, by their
 * logarithms. A run without the number (it failed, for instance) leaves the claim inconclusive.
 */
public final class ClaimEvaluation {
    private final List<Claim> claims;
    private final List<RunSpec> specs;
    private final Table runs;
    private final Map<String, List<Object>> rows = new HashMap<>();

    /**
     * An evaluation of one experiment.
     *
     * @param runs a row for every run, with a column run_id and the columns of the claims
     */
    public ClaimEvaluation(List<Claim> claims, List<RunSpec> specs, Table runs) {
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
        Map<Long, Double> bySeed = new LinkedHashMap<>();
        int counted = 0;
        int missing = 0;
        for (RunSpec run : specs) {
            if (isChosen(run) && claim.concerns(run.factors())) {
                double number = number(claim, run);
                if (Double.isNaN(number)) {
                    missing++;
                } else {
                    counted++;
                    bySeed.merge(run.seed(), number, (one, other) -> worse(claim, one, other));
                }
            }
        }
        double[] numbers = bySeed.values().stream().mapToDouble(Double::doubleValue).toArray();
        return judgement(claim, counted, missing, numbers);
    }

    private static Judgement judgement(Claim claim, int counted, int missing, double... numbers) {
        boolean ratio = claim.compare() == Comparison.RATIO;
        if (ratio) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = StrictMath.log(numbers[i]);
            }
        }
        double mean = StudentInterval.mean(numbers);
        Interval interval = StudentInterval.of(numbers);
        if (ratio) {
            mean = StrictMath.exp(mean);
            interval =
                    new Interval(StrictMath.exp(interval.low()), StrictMath.exp(interval.high()));
        }
        Verdict verdict = missing > 0 ? Verdict.INCONCLUSIVE : Verdict.of(claim, interval);
        return new Judgement(claim, counted, mean, interval.low(), interval.high(), verdict);
    }

    private static double worse(Claim claim, double one, double other) {
        return switch (claim.relation()) {
            case BELOW -> Math.max(one, other);
            case ABOVE -> Math.min(one, other);
            case WITHIN ->
                    Math.abs(one - claim.value()) >= Math.abs(other - claim.value()) ? one : other;
        };
    }

    private double number(Claim claim, RunSpec run) {
        double own = cell(run, claim.column());
        if (claim.versus().isEmpty()) {
            return own;
        }
        Optional<RunSpec> partner =
                specs.stream()
                        .filter(other -> other.seed() == run.seed() && isChosen(other))
                        .filter(other -> claim.compares(run.factors(), other.factors()))
                        .findFirst();
        double other = partner.map(p -> cell(p, claim.column())).orElse(Double.NaN);
        if (claim.compare() == Comparison.DIFFERENCE) {
            return own - other;
        }
        return own > 0 && other > 0 ? own / other : Double.NaN;
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
                    List.of(
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
                            judgement.verdict().word()));
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
                        "verdict"),
                rows);
    }
}
