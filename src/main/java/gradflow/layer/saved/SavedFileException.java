package gradflow.layer.saved;

import java.io.IOException;

/** A file that is no network, or none that is read: one printable line with its name in front. */
public final class SavedFileException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 400;

    SavedFileException(String place, String problem, Throwable cause) {
        super(place + ": " + line(problem), cause);
    }

    SavedFileException(String place, String problem) {
        this(place, problem, null);
    }

    /** What stands in a file may stand in the problem. */
    private static String line(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return printable.length() > LONGEST ? printable.substring(0, LONGEST) + "…" : printable;
    }
}
