package gradflow.mistake;

/**
 * Something that whoever started the program has to put right: the message is one line that names
 * the place and what is allowed. It ends the program with exit status 2 and without a stack trace.
 */
public final class UserMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The message, which has to be a single line. */
    public UserMistake(String message) {
        super(message);
    }

    /** The message with the exception that revealed the mistake. */
    public UserMistake(String message, Throwable cause) {
        super(message, cause);
    }

    /** This mistake with the place where it was made put in front. */
    public UserMistake in(String place) {
        return new UserMistake(place + ": " + getMessage(), this);
    }
}
