package gradflow.report.data;

import java.util.ArrayList;
import java.util.List;

/** Our times beside the strongest peer's, where a file has both. */
public final class PeerRatios {
    private static final String STRONGEST = "is_strongest_peer";
    private static final String RATIO = "gradflow_over_this_median";
    private static final String GOAL = "ratio_goal";
    private static final int MOST = 12;
    private final CheckedTable timings;
    private final List<Integer> strongest;

    private PeerRatios(CheckedTable timings) {
        this.timings = timings;
        strongest =
                timings.rows()
                        .filter(row -> timings.text(row, STRONGEST).equals("true"))
                        .boxed()
                        .toList();
    }

    /** Whether a file compares with peers. */
    public static boolean areIn(CheckedTable timings) {
        return timings.has(STRONGEST);
    }

    /** The ratios of a file that compares with peers. */
    public static PeerRatios of(CheckedTable timings) {
        return new PeerRatios(timings);
    }

    /** In how many workloads ours is ahead, and how many goals are reached; one sentence or two. */
    public String inShort() {
        long ahead = strongest.stream().filter(row -> timings.number(row, RATIO) < 1).count();
        long goals = strongest.stream().filter(this::hasGoal).count();
        return "Ours takes less time than the strongest peer in %d of %d workloads; goals: %d, reached: %d."
                .formatted(ahead, strongest.size(), goals, goals - missed().size());
    }

    /** The sentences of {@link #inShort}, and one for each of the first dozen goals missed. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(inShort());
        missed().stream().limit(MOST).forEach(row -> sentences.add(missed(row)));
        if (missed().size() > MOST) {
            sentences.add("The other goals that are missed are in the table below.");
        }
        return sentences;
    }

    private List<Integer> missed() {
        return strongest.stream()
                .filter(this::hasGoal)
                .filter(row -> timings.number(row, RATIO) > timings.number(row, GOAL))
                .toList();
    }

    private boolean hasGoal(int row) {
        return !timings.text(row, GOAL).isEmpty();
    }

    private String missed(int row) {
        return "Missed: %s of the %s in %s, B %s, T %s, I %s, H %s: %s of the time of %s (quartiles %s), %s was the goal."
                .formatted(
                        timings.text(row, "what"),
                        timings.text(row, "cell"),
                        timings.text(row, "type"),
                        timings.text(row, "batch"),
                        timings.text(row, "time"),
                        timings.text(row, "input"),
                        timings.text(row, "hidden"),
                        Numbers.of(timings.number(row, RATIO)),
                        timings.text(row, "implementation"),
                        Numbers.interval(
                                timings.number(row, "gradflow_over_this_p25"),
                                timings.number(row, "gradflow_over_this_p75")),
                        Numbers.of(timings.number(row, GOAL)));
    }
}
