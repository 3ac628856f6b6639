package gradflow.sweep;

import gradflow.experiment.Status;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A line for a terminal: a bar of {@value #BAR} characters, then the runs, what became of them, the
 * times, and the last run's id, as far as there is room.
 *
 * @param done runs that have ended
 * @param runs all of them
 * @param passed the time since the start
 * @param outcomes how many runs ended in which way
 * @param runId of the run that ended last
 */
record ProgressLine(
        long done, long runs, Duration passed, Map<Status, Integer> outcomes, String runId) {
    private static final int BAR = 20;
    private static final int SHORTEST_ID = 8;

    /** The line, of so many characters at most unless the bar alone has more. */
    String text(int width) {
        int filled = runs == 0 ? BAR : (int) (BAR * done / runs);
        StringBuilder line = new StringBuilder();
        line.append('[').append("=".repeat(filled)).append(" ".repeat(BAR - filled)).append(']');
        append(line, width, done + "/" + runs);
        append(line, width, counts());
        append(line, width, "passed " + clock(passed));
        if (done > 0) {
            append(line, width, "left " + clock(passed.multipliedBy(runs - done).dividedBy(done)));
        }
        int room = width - line.length() - 1;
        if (room >= Math.min(SHORTEST_ID, runId.length())) {
            append(line, width, shortened(room));
        }
        return line.toString();
    }

    private static void append(StringBuilder line, int width, String part) {
        if (!part.isEmpty() && line.length() + 1 + part.length() <= width) {
            line.append(' ').append(part);
        }
    }

    private String counts() {
        return outcomes.entrySet().stream()
                .map(outcome -> outcome.getValue() + " " + outcome.getKey().word())
                .collect(Collectors.joining(", "));
    }

    /** The end of an id tells the seed, so its middle goes. */
    private String shortened(int room) {
        if (runId.length() <= room) {
            return runId;
        }
        int end = (room - 1) / 2;
        return runId.substring(0, room - 1 - end) + "…" + runId.substring(runId.length() - end);
    }

    private static String clock(Duration time) {
        return "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
