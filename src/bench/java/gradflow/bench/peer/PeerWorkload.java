package gradflow.bench.peer;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is timed.
 *
 * @param what an iteration (forward, backward, Adam), a step of inference with softmax, or a pass
 *     of the recurrent layer alone, forward and backward with the gradient of its input
 * @param cell SimpleRnn, LSTM or GRU
 * @param type FLOAT or DOUBLE
 * @param batch B, examples
 * @param time T, time steps
 * @param input I, inputs a step
 * @param hidden H, hidden units
 * @param loss every-step or last-step
 * @param tbptt steps of a segment of truncated BPTT, after each of which Adam updates; 0 for full
 */
record PeerWorkload(
        What what,
        String cell,
        String type,
        int batch,
        int time,
        int input,
        int hidden,
        String loss,
        int tbptt) {

    /** Classes of every softmax. */
    static final int CLASSES = 10;

    /** Kinds of work. */
    enum What {
        ITERATION,
        STEP,
        LAYER
    }

    /** What {@link #line} wrote, with {@code load} before it or not. */
    static PeerWorkload parse(String line) {
        Map<String, String> values =
                Arrays.stream(line.strip().split(" "))
                        .filter(word -> word.contains("="))
                        .map(word -> word.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new PeerWorkload(
                What.valueOf(values.get("what")),
                values.get("cell"),
                values.get("type"),
                Integer.parseInt(values.get("batch")),
                Integer.parseInt(values.get("time")),
                Integer.parseInt(values.get("input")),
                Integer.parseInt(values.get("hidden")),
                values.get("loss"),
                Integer.parseInt(values.get("tbptt")));
    }

    /** Name and value of everything, in one line. */
    String line() {
        return "what=%s cell=%s type=%s batch=%d time=%d input=%d hidden=%d loss=%s tbptt=%d"
                .formatted(what, cell, type, batch, time, input, hidden, loss, tbptt);
    }

    /** In words for the console. */
    String described() {
        return "%s %s %s B %d T %d I %d H %d %s%s"
                .formatted(
                        what.name().toLowerCase(java.util.Locale.ROOT),
                        cell,
                        type,
                        batch,
                        time,
                        input,
                        hidden,
                        loss,
                        tbptt == 0 ? "" : ", truncated after " + tbptt);
    }

    boolean isEveryStep() {
        return loss.equals("every-step");
    }
}
