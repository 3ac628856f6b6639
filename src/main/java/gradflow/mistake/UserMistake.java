package gradflow.mistake;

/**
 * Something that whoever started the program has to put right: the message is one line that names
 * the place and what is allowed. It ends the program with exit status 2 and without a stack trace.
 */
public final class UserMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    /** The message; whatever it quotes, it becomes one line of printable characters. */
    public UserMistake(String message) {
        super(line(message));
    }

    /** The message with the exception that revealed the mistake. */
    public UserMistake(String message, Throwable cause) {
        super(line(message), cause);
    }

    /** This mistake with the place where it was made put in front. */
    public UserMistake in(String place) {
        return new UserMistake(place + ": " + getMessage(), this);
    }

    private static String line(String message) {
        StringBuilder line = new StringBuilder();
        message.codePoints().limit(LONGEST).forEach(c -> line.append(printable(c)));
        if (message.codePointCount(0, message.length()) > LONGEST) {
            line.setCharAt(line.length() - 1, '…');
        }
        return line.toString();
    }

    private static String printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    character == '\n' ? "\\n" : String.format("\\u%04x", character);
            default -> Character.toString(character);
        };
    }
}
