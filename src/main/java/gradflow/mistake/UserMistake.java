package gradflow.mistake;

/**
 * Something that whoever started the program has to put right: the message is one printable line of
 * at most 500 characters that names the place and what is allowed. It ends the program with exit
 * status 2 and without a stack trace.
 */
public final class UserMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 500;

    /**
     * The message; whatever it quotes, it becomes one line of printable characters.
     *
     * @param message what is wrong, where, and what is allowed
     */
    public UserMistake(String message) {
        super(line(message));
    }

    /**
     * The message with the exception that revealed the mistake.
     *
     * @param message what is wrong, where, and what is allowed
     * @param cause the exception
     */
    public UserMistake(String message, Throwable cause) {
        super(line(message), cause);
    }

    /**
     * This mistake with the place where it was made put in front.
     *
     * @param place such as a file or a key
     * @return a mistake whose message is {@code place: message}
     */
    public UserMistake in(String place) {
        return new UserMistake(place + ": " + getMessage(), this);
    }

    /** The place stands at the beginning and what is allowed at the end, so the middle goes. */
    private static String line(String message) {
        String line = Printable.line(message.length() > LONGEST ? ends(message) : message);
        return line.length() > LONGEST ? ends(line) : line;
    }

    private static String ends(String text) {
        int first = LONGEST / 2;
        int last = text.length() - (LONGEST - first - 1);
        // No pair of surrogates is cut in two.
        first -= Character.isLowSurrogate(text.charAt(first)) ? 1 : 0;
        last += Character.isLowSurrogate(text.charAt(last)) ? 1 : 0;
        return text.substring(0, first) + "…" + text.substring(last);
    }
}
