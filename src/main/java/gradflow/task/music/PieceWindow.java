package gradflow.task.music;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of a piece: its steps are inputs, and each step after one of them is a label.
 *
 * @param piece number of the piece
 * @param start first step
 * @param labels how many steps are to be told
 */
record PieceWindow(int piece, int start, int labels) {

    /** All windows of a length in pieces; one that is longer than its piece is cut. */
    static List<PieceWindow> everywhere(PianoRolls rolls, int[] pieces, int length) {
        return windows(rolls, pieces, length, 1, false);
    }

    /** Windows that follow each other without a common label; the last of a piece is cut. */
    static List<PieceWindow> inARow(PianoRolls rolls, int[] pieces, int length) {
        return windows(rolls, pieces, length, length, true);
    }

    private static List<PieceWindow> windows(
            PianoRolls rolls, int[] pieces, int length, int stride, boolean withRest) {
        List<PieceWindow> windows = new ArrayList<>();
        for (int piece : pieces) {
            int labels = rolls.steps(piece) - 1;
            for (int start = 0; start < labels; start += stride) {
                if (withRest || start == 0 || start + length <= labels) {
                    windows.add(new PieceWindow(piece, start, Math.min(length, labels - start)));
                }
            }
        }
        return windows;
    }
}
