package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.experiment.OutcomeJson;
import gradflow.sweep.provenance.Identity;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A line of a journal: JSON with the hash of the experiment's identity, a checksum of what follows,
 * and an outcome, or in the first line the identity itself.
 */
final class JournalLine {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\{\"experiment\":\"([0-9a-f]{64})\",\"crc32c\":\"([0-9a-f]{8})\",\"(identity|outcome)\":(\\{.*\\})\\}");

    private JournalLine() {}

    /** The first line. */
    static String of(Identity identity) {
        return line(identity.hash(), "identity", identity.json());
    }

    /** A run's line. */
    static String of(String experiment, Outcome outcome) {
        return line(experiment, "outcome", OutcomeJson.write(outcome));
    }

    /**
     * The identity in a first line.
     *
     * @throws IllegalArgumentException if the line is damaged
     */
    static Identity identity(String line) {
        Matcher whole = whole(line, "identity");
        Identity identity = Identity.of(whole.group(4));
        if (!identity.hash().equals(whole.group(1))) {
            throw new IllegalArgumentException("the hash is another one's");
        }
        return identity;
    }

    /**
     * The outcome in another line.
     *
     * @param experiment the hash of the identity that it has to have
     * @throws IllegalArgumentException if the line is damaged
     */
    static Outcome outcome(String line, String experiment) {
        Matcher whole = whole(line, "outcome");
        if (!whole.group(1).equals(experiment)) {
            throw new IllegalArgumentException("the hash is another experiment's");
        }
        return OutcomeJson.read(whole.group(4));
    }

    private static Matcher whole(String line, String kind) {
        Matcher whole = LINE.matcher(line);
        if (!whole.matches() || !whole.group(3).equals(kind)) {
            throw new IllegalArgumentException("no whole line");
        }
        if (!whole.group(2).equals(checksum(whole.group(4)))) {
            throw new IllegalArgumentException("the checksum is another one's");
        }
        return whole;
    }

    private static String line(String experiment, String kind, String json) {
        return "{\"experiment\":\"%s\",\"crc32c\":\"%s\",\"%s\":%s}"
                .formatted(experiment, checksum(json), kind, json);
    }

    private static String checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", checksum.getValue());
    }
}
