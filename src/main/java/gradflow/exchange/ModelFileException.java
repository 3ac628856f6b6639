package gradflow.exchange;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of weights or of a model that cannot be used: its message is one printable line with the
 * file's name, the place in it, what was found and what is needed.
 */
public final class ModelFileException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 300;

    private ModelFileException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * A file that cannot be taken.
     *
     * @param problem what is wrong, in the format of {@link String#formatted}
     * @return an exception with the file's name and the problem, in one line
     */
    @SuppressWarnings("AnnotateFormatMethod")
    public static ModelFileException of(Path file, String problem, Object... arguments) {
        return because(null, file, problem, arguments);
    }

    /**
     * A file that cannot be taken, because something else failed.
     *
     * @param problem what is wrong, in the format of {@link String#formatted}
     * @return an exception with the file's name and the problem, in one line
     */
    @SuppressWarnings("AnnotateFormatMethod") // its annotations are not among the dependencies
    public static ModelFileException because(
            Throwable cause, Path file, String problem, Object... arguments) {
        return new ModelFileException(
                line("%s: %s".formatted(file.getFileName(), problem.formatted(arguments))), cause);
    }

    /**
     * What the file system said, in one line.
     *
     * @return an exception with the file's name; the cause itself if it is one already
     */
    public static ModelFileException unread(Path file, IOException cause) {
        if (cause instanceof ModelFileException known) {
            return known;
        }
        if (cause instanceof NoSuchFileException missing) {
            String reason = missing.getReason();
            return because(cause, file, "%s", reason == null ? "there is no such file" : reason);
        }
        String reason =
                cause instanceof FileSystemException system && system.getReason() != null
                        ? system.getReason()
                        : cause.getMessage();
        return because(cause, file, "cannot be read or written: %s", reason);
    }

    /**
     * At most 300 printable characters; of others, their number.
     *
     * @return the start of the text, escaped
     */
    public static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(
                        c ->
                                line.append(
                                        isPrintable(c)
                                                ? Character.toString(c)
                                                : "\\u%04x".formatted(c)));
        return line.length() < text.length() && text.length() > LONGEST ? line + "…" : "" + line;
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
