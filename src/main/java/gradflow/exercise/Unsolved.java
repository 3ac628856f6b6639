package gradflow.exercise;

/** Thrown by an answer that has not been begun; remove it when you begin. */
public final class Unsolved extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An exercise without an answer. */
    public Unsolved() {
        super("not begun");
    }
}
