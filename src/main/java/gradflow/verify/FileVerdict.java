package gradflow.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * What the comparison of a file came to.
 *
 * @param file its name
 * @param word what it came to
 * @param detail what that rests on; may be empty
 */
record FileVerdict(String file, Word word, String detail) {

    /** What a comparison can come to. */
    enum Word {
        /** The file of the rerun has the bytes of the reference. */
        SAME("same", false),
        /** Other bytes from another arithmetic, and conclusions that can both be right. */
        AGREES("agrees", false),
        /** Other bytes from another arithmetic, and nothing in the file that concludes. */
        NOT_JUDGED("not judged", false),
        /** Times, which no two runs have alike. */
        TIMES("times", false),
        /** Other bytes, or conclusions of which one is wrong. */
        DIFFERS("differs", true),
        /** Not the bytes that its manifest lists. */
        EDITED("edited", true),
        /** In the reference only. */
        MISSING("missing", true),
        /** Not in the reference. */
        EXTRA("extra", true);

        private final String label;
        private final boolean isFailure;

        Word(String label, boolean isFailure) {
            this.label = label;
            this.isFailure = isFailure;
        }
    }

    /** Whether results that should be alike are not. */
    boolean isFailure() {
        return word.isFailure;
    }

    /** A table for the console. */
    static List<String> lines(List<FileVerdict> verdicts) {
        int files = verdicts.stream().mapToInt(v -> v.file().length()).max().orElse(0);
        int words = verdicts.stream().mapToInt(v -> v.word().label.length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (FileVerdict verdict : verdicts) {
            String name = verdict.file() + " ".repeat(files - verdict.file().length());
            String word = verdict.word().label;
            lines.add(
                    "  %s  %s  %s"
                            .formatted(
                                    name,
                                    word + " ".repeat(words - word.length()),
                                    verdict.detail())
                            .stripTrailing());
        }
        return lines;
    }
}
