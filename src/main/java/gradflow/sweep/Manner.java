package gradflow.sweep;

/**
 * How experiments are to be carried out.
 *
 * @param workers runs made at a time
 * @param quick whether the quick blocks were applied, so that answers say so
 * @param scratch whether the results are wanted for a comparison only: answers are not printed, and
 *     no runs are kept in the end
 * @param restart whether runs that an interrupted sweep has kept are forgotten
 * @param command what has to be typed to go on after an interruption
 * @param quiet whether the console shows answers and problems only
 * @param live whether a page is kept fresh while a sweep goes on
 */
public record Manner(
        int workers,
        boolean quick,
        boolean scratch,
        boolean restart,
        String command,
        boolean quiet,
        boolean live) {

    /**
     * A manner that shows its progress, and no page before the end.
     *
     * @param workers runs made at a time
     * @param quick whether the quick blocks were applied
     * @param scratch whether the results are wanted for a comparison only
     * @param restart whether runs that an interrupted sweep has kept are forgotten
     * @param command what has to be typed to go on after an interruption
     */
    public Manner(int workers, boolean quick, boolean scratch, boolean restart, String command) {
        this(workers, quick, scratch, restart, command, false, false);
    }
}
