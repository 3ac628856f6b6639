package gradflow.bench.peer;

import gradflow.results.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rows of {@code rounds.csv} and {@code timings.csv}. */
final class PeerFiles {
    private static final List<String> WORKLOAD =
            List.of(
                    "what",
                    "cell",
                    "type",
                    "batch",
                    "time",
                    "input",
                    "hidden",
                    "loss",
                    "tbptt",
                    "implementation");
    private static final List<String> MEASURED =
            List.of(
                    "milliseconds_per_iteration_median",
                    "milliseconds_per_iteration_p25",
                    "milliseconds_per_iteration_p75",
                    "rounds",
                    "gradflow_over_this_median",
                    "gradflow_over_this_p25",
                    "gradflow_over_this_p75",
                    "is_strongest_peer",
                    "ratio_goal",
                    "ratio_aim");

    private final List<List<Object>> rounds = new ArrayList<>();
    private final List<List<Object>> timings = new ArrayList<>();

    /** Adds what was measured of a workload; the line for the console. */
    String add(PeerPlan plan, Map<TimedLibrary, double[]> millis) {
        double[] ours = millis.get(TimedLibrary.GRADFLOW);
        Optional<TimedLibrary> strongest =
                millis.keySet().stream()
                        .filter(name -> !name.isOurs())
                        .min(
                                Comparator.comparingDouble(
                                        name -> Quartiles.of(millis.get(name)).median()));
        StringBuilder line = new StringBuilder(plan.workload().described()).append(": ms");
        millis.forEach(
                (name, times) -> {
                    for (int round = 0; round < times.length; round++) {
                        List<Object> row = workload(plan.workload(), name);
                        row.addAll(List.of(round + 1, times[round]));
                        rounds.add(row);
                    }
                    Quartiles of = Quartiles.of(times);
                    List<Object> row = workload(plan.workload(), name);
                    row.addAll(List.of(of.median(), of.lower(), of.upper(), times.length));
                    row.addAll(ratio(name, ours, times));
                    boolean isStrongest = strongest.filter(name::equals).isPresent();
                    row.add(isStrongest);
                    row.add(isStrongest ? number(plan.goal()) : null);
                    row.add(isStrongest ? number(plan.aim()) : null);
                    timings.add(row);
                    line.append(
                            String.format(
                                    Locale.ROOT,
                                    " %s%s %.3f",
                                    isStrongest ? "*" : "",
                                    name.label(),
                                    of.median()));
                });
        strongest.ifPresent(
                peer ->
                        line.append(
                                String.format(
                                        Locale.ROOT,
                                        "; ratio %.2f%s",
                                        ratios(ours, millis.get(peer)).median(),
                                        Double.isNaN(plan.goal())
                                                ? ""
                                                : String.format(
                                                        Locale.ROOT,
                                                        " (at least %.2f, aim %.2f)",
                                                        plan.goal(),
                                                        plan.aim()))));
        return line.toString();
    }

    private static List<Object> workload(PeerWorkload of, TimedLibrary name) {
        return new ArrayList<>(
                List.of(
                        of.what().name().toLowerCase(Locale.ROOT),
                        of.cell(),
                        of.type(),
                        of.batch(),
                        of.time(),
                        of.input(),
                        of.hidden(),
                        of.loss(),
                        of.tbptt(),
                        name.label()));
    }

    private static List<Object> ratio(TimedLibrary name, double[] ours, double... times) {
        if (name == TimedLibrary.GRADFLOW) {
            return Arrays.asList(null, null, null);
        }
        Quartiles of = ratios(ours, times);
        return List.of(of.median(), of.lower(), of.upper());
    }

    private static Quartiles ratios(double[] ours, double... times) {
        double[] ratios = new double[times.length];
        Arrays.setAll(ratios, round -> ours[round] / times[round]);
        return Quartiles.of(ratios);
    }

    private static Object number(double value) {
        return Double.isNaN(value) ? null : value;
    }

    /** The files. */
    List<Table> tables() {
        List<String> all = new ArrayList<>(WORKLOAD);
        all.addAll(MEASURED);
        List<String> each = new ArrayList<>(WORKLOAD);
        each.addAll(List.of("round", "milliseconds"));
        return List.of(
                new Table(Table.TIMINGS, all, timings), new Table(Table.ROUNDS, each, rounds));
    }
}
