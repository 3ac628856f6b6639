package gradflow.task.music;

import gradflow.mistake.UserMistake;
import gradflow.task.DataFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Pieces of polyphonic music. In the text file each line is a time step with the MIDI numbers of
 * the notes that sound, 21 … 108 with blanks between ({@code 60 64 67}), or {@code -} if none does;
 * empty lines stand between pieces.
 */
public final class PianoRolls {
    static final int NOTES = 88;
    private static final int LOWEST = 21;
    private static final int HIGHEST = LOWEST + NOTES - 1;
    private static final int FEWEST_PIECES = 3;
    private static final String SILENCE = "-";
    private static final String FORMAT =
            "a line is '-' or notes from 21 to 108 with blanks between, an empty line ends a piece";

    private final List<List<BitSet>> pieces;

    private PianoRolls(List<List<BitSet>> pieces) {
        this.pieces = pieces;
    }

    /**
     * Reads somebody's own file, as it is or as {@code .gz}; there are no pieces here.
     *
     * @return pieces for training, validation and test
     */
    public static PianoRolls load(String dataPath) {
        String needed = "polyphonic needs dataPath, a text file of piano rolls: " + FORMAT;
        if (dataPath.isEmpty()) {
            throw new UserMistake(needed);
        }
        Path file = Path.of(dataPath);
        byte[] bytes = DataFile.read(file, needed);
        return parse(DataFile.decode(bytes, file.toString()), file.toString());
    }

    /** Checks line by line. */
    static PianoRolls parse(String text, String place) {
        List<List<BitSet>> pieces = new ArrayList<>();
        List<BitSet> piece = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String where = place + ": line " + number + ": ";
            if (!line.isBlank()) {
                piece.add(notes(line.strip(), where));
            } else if (!piece.isEmpty()) {
                end(piece, pieces, where);
                piece = new ArrayList<>();
            }
        }
        if (!piece.isEmpty()) {
            end(piece, pieces, place + ": line " + number + ": ");
        }
        if (pieces.size() < FEWEST_PIECES) {
            throw new UserMistake(
                    String.format(
                            "%s: %d pieces, but at least 3 are needed to train, validate and test; %s",
                            place, pieces.size(), FORMAT));
        }
        return new PianoRolls(pieces);
    }

    /** How many pieces there are. */
    int pieces() {
        return pieces.size();
    }

    /** The time steps of a piece, 2 or more. */
    int steps(int piece) {
        return pieces.get(piece).size();
    }

    /**
     * Whether a note sounds.
     *
     * @param note 0 … 87, the lowest of the piano first
     */
    boolean sounds(int piece, int step, int note) {
        return pieces.get(piece).get(step).get(note);
    }

    private static void end(List<BitSet> piece, List<List<BitSet>> pieces, String where) {
        if (piece.size() < 2) {
            throw new UserMistake(
                    where + "the piece that ends here has one time step; 2 or more are needed");
        }
        pieces.add(piece);
    }

    private static BitSet notes(String line, String where) {
        BitSet notes = new BitSet(NOTES);
        if (line.equals(SILENCE)) {
            return notes;
        }
        for (String field : line.split("\\s+", -1)) {
            int note = field.matches("\\d{1,3}") ? Integer.parseInt(field) : -1;
            if (note < LOWEST || note > HIGHEST) {
                throw new UserMistake(where + "'" + field + "' is no note; " + FORMAT);
            }
            notes.set(note - LOWEST);
        }
        return notes;
    }
}
