package gradflow.bench.peer;

import gradflow.bench.Java;
import gradflow.report.Reports;
import gradflow.results.ResultsFolder;
import gradflow.results.export.Companions;
import gradflow.sweep.provenance.Provenance;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times ours and the peers, alternated in one session, and writes {@code results/peers}. A peer
 * that is not there is told in a line and in the manifest.
 */
public final class Peers {
    private static final Alternation FULL = new Alternation(5, 1, 5);
    private static final Alternation LONG = new Alternation(5, 0, 3);
    private static final Alternation QUICK = new Alternation(0.2, 0.1, 3);

    /** The loops of this program compile slowly; the first workload waits for it. */
    private static final double FIRST_WARMUP_SECONDS = 4;

    private final boolean quick;
    private final String python;
    private final PeerFiles files = new PeerFiles();
    private final Map<TimedLibrary, Side> sides = new LinkedHashMap<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();

    private Peers(boolean quick, String python) {
        this.quick = quick;
        this.python = python;
    }

    /**
     * Takes {@code quick} for seconds instead of minutes (written to {@code results/.work}), {@code
     * only=TEXT} for the workloads whose description contains it (written nowhere), and {@code
     * python=PROGRAM}.
     */
    public static void main(String... arguments) throws IOException {
        boolean quick = List.of(arguments).contains("quick");
        String only = value(arguments, "only", "");
        Peers peers = new Peers(quick, value(arguments, "python", "python3"));
        Instant start = Instant.now();
        double loadBefore = load();
        peers.measure(only);
        if (only.isEmpty()) {
            peers.write(start, loadBefore);
        }
        System.out.printf("%d s%n", Duration.between(start, Instant.now()).toSeconds());
    }

    private static String value(String[] arguments, String name, String otherwise) {
        for (String argument : arguments) {
            if (argument.startsWith(name + "=")) {
                return argument.substring(name.length() + 1);
            }
        }
        return otherwise;
    }

    private void measure(String only) throws IOException {
        String cell = "";
        try {
            for (PeerPlan plan : PeerPlan.all(quick)) {
                if (plan.workload().described().contains(only)) {
                    boolean isNewCell = !plan.workload().cell().equals(cell);
                    closeThose(isNewCell);
                    cell = plan.workload().cell();
                    System.out.println(files.add(plan, alternated(plan)));
                }
            }
        } finally {
            closeThose(true);
        }
    }

    private Map<TimedLibrary, double[]> alternated(PeerPlan plan) throws IOException {
        List<TimedLibrary> taking =
                List.of(TimedLibrary.values()).stream()
                        .filter(each -> each.has(plan.workload(), plan.isGoal()))
                        .filter(each -> !missing.containsKey(each.label()))
                        .toList();
        // All start at once and wait; what is timed begins when all are up.
        Map<TimedLibrary, Boolean> isNew = new LinkedHashMap<>();
        for (TimedLibrary each : taking) {
            isNew.put(each, !sides.containsKey(each) && start(each));
        }
        Map<TimedLibrary, Side> ready = new LinkedHashMap<>();
        for (TimedLibrary each : taking) {
            Side side = sides.get(each);
            if (side == null || !isThere(each, side)) {
                continue;
            }
            if (side.load(plan.workload())) {
                ready.put(each, side);
                if (isNew.get(each) && !quick && !each.isFreshEachTime()) {
                    side.warm(FIRST_WARMUP_SECONDS);
                }
            } else {
                tellMissing(each, "it could not load " + plan.workload().described());
            }
        }
        if (!ready.containsKey(TimedLibrary.GRADFLOW)) {
            throw new IllegalStateException("gradflow itself did not start");
        }
        boolean isLong = plan.workload().time() > 10_000;
        return (quick ? QUICK : isLong ? LONG : FULL).of(ready);
    }

    private boolean start(TimedLibrary each) {
        try {
            sides.put(each, Side.start(each, python));
            return true;
        } catch (IOException noProgram) {
            tellMissing(each, noProgram.getMessage());
            return false;
        }
    }

    private boolean isThere(TimedLibrary each, Side side) throws IOException {
        String told = side.facts();
        if (told.startsWith("missing")) {
            tellMissing(each, told.substring("missing".length()).strip());
            return false;
        }
        facts.put(each.label(), told);
        return true;
    }

    private void tellMissing(TimedLibrary each, String reason) {
        if (missing.put(each.label(), reason) == null) {
            System.out.printf("%s is left out: %s%n", each.label(), reason);
        }
    }

    private void closeThose(boolean all) throws IOException {
        for (TimedLibrary each : List.copyOf(sides.keySet())) {
            if (all || each.isFreshEachTime()) {
                sides.remove(each).close();
            }
        }
    }

    private void write(Instant start, double loadBefore) throws IOException {
        Path root = Path.of("results").resolve(quick ? ".work" : "");
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", "peers");
        all.put(
                "experiment",
                Map.of(
                        "question",
                        "How long does the same work take here and in other libraries, on one thread?",
                        "type",
                        "peers"));
        all.put("command", "src/bench/bench.sh peers" + (quick ? " quick" : ""));
        all.put("arithmetic", "fast");
        all.putAll(Provenance.machine());
        all.put("java_flags", Java.flags());
        all.put("environment_of_all", Java.ENVIRONMENT);
        all.put("environment_of_pytorch-tuned", TimedLibrary.TUNED);
        all.put("peers", facts);
        all.put("missing", missing);
        all.put("started", start.toString());
        all.put("load_before", loadBefore);
        try (ResultsFolder folder = ResultsFolder.open(root, "peers")) {
            folder.write(
                    files.tables(),
                    all,
                    written -> {
                        Map<String, byte[]> further = new LinkedHashMap<>(Companions.of(written));
                        further.putAll(Reports.files(written));
                        return further;
                    });
            System.out.println("Results: " + folder.path());
        }
        new Reports(root).refresh();
    }

    /** Processes that wanted to run in the last minute, on average. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
