package gradflow.task;

/**
 * A stretch of a series or text.
 *
 * @param start its first index
 * @param end behind its last index
 */
public record Part(int start, int end) {

    /**
     * How many positions it has.
     *
     * @return 0 or more
     */
    public int length() {
        return end - start;
    }

    /**
     * The stretch between two shares of a whole.
     *
     * @param percentFrom where it starts, in percent
     * @param percentTo where it ends, in percent
     * @return from, and to without it
     */
    public static Part of(int whole, int percentFrom, int percentTo) {
        return new Part(
                (int) ((long) whole * percentFrom / 100), (int) ((long) whole * percentTo / 100));
    }
}
