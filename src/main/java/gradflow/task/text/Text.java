package gradflow.task.text;

import gradflow.mistake.UserMistake;
import gradflow.task.DataFile;
import gradflow.task.Part;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Text as numbers of characters, and the alphabet of its training part. */
public final class Text {
    static final char UNKNOWN = '\uFFFD';
    static final int LARGEST_ALPHABET = 256;

    /** The plays in data/, in the order in which they are joined, and their sha256. */
    static final Map<String, String> PLAYS =
            new TreeMap<>(
                    Map.of(
                            "shakespeare-caesar.txt",
                            "a62d5a50106f348e9de81ac1a5d2fd8840d34d012a2924fab172ef607dcf45b0",
                            "shakespeare-hamlet.txt",
                            "1eceab7027ad7e0cc25c6b6aadcb2e6bb070395cb2085f775ac732d63d5db240",
                            "shakespeare-macbeth.txt",
                            "d4a204352cfe5924cbae76f764225d120e9f7617d39cb8c949dedd3f306353ac"));

    private static final int TRAINING_PERCENT = 90;
    private static final int VALIDATION_PERCENT = 95;

    private final String place;
    private final int[] alphabet;
    private final int[] indices;

    /**
     * Takes a text whose first 90 % train.
     *
     * @param text a character is a code point, also beyond U+FFFF, such as an emoji
     * @param place what to call it in a message
     */
    Text(String text, String place) {
        this.place = place;
        int[] characters = text.codePoints().toArray();
        int trained = Part.of(characters.length, 0, TRAINING_PERCENT).end();
        IntStream known =
                Arrays.stream(characters, 0, trained)
                        .filter(character -> character != UNKNOWN)
                        .distinct()
                        .sorted();
        alphabet = IntStream.concat(known, IntStream.of(UNKNOWN)).toArray();
        if (alphabet.length > LARGEST_ALPHABET) {
            throw new UserMistake(
                    String.format(
                            "%s: %d different characters in its first 90 %%, where at most %d are possible",
                            place, alphabet.length - 1, LARGEST_ALPHABET - 1));
        }
        indices = Arrays.stream(characters).map(this::indexOf).toArray();
    }

    /**
     * The three plays of data/, checked.
     *
     * @return training, validation and test part
     */
    public static Text plays(Path data) {
        StringBuilder text = new StringBuilder();
        PLAYS.forEach(
                (name, sha256) -> {
                    Path file = data.resolve(name);
                    byte[] bytes = DataFile.read(file, DataFile.ORIGIN);
                    DataFile.check(bytes, sha256, file);
                    text.append(DataFile.decode(bytes, file.toString()));
                });
        return new Text(text.toString(), "the plays in data/");
    }

    /**
     * Somebody's own text.
     *
     * @return training, validation and test part
     */
    public static Text load(Path file) {
        byte[] bytes = DataFile.read(file, "dataPath has to name a UTF-8 text file");
        return new Text(DataFile.decode(bytes, file.toString()), file.toString());
    }

    /** The characters of the training part in ascending order, then U+FFFD for all others. */
    String alphabet() {
        return new String(alphabet, 0, alphabet.length);
    }

    /** How many characters are told apart. */
    int size() {
        return alphabet.length;
    }

    /** Where a character stands in the alphabet; the last place if it is unknown. */
    int indexOf(int character) {
        int last = alphabet.length - 1;
        int found = Arrays.binarySearch(alphabet, 0, last, character);
        return found < 0 ? last : found;
    }

    /** The place in the alphabet of the character at a position. */
    int at(int position) {
        return indices[position];
    }

    Part training() {
        return Part.of(indices.length, 0, TRAINING_PERCENT);
    }

    Part validation() {
        return Part.of(indices.length, TRAINING_PERCENT, VALIDATION_PERCENT);
    }

    Part test() {
        return Part.of(indices.length, VALIDATION_PERCENT, 100);
    }

    /**
     * Checks that every part has at least one window.
     *
     * @param length of a window
     * @throws UserMistake if one has not
     */
    void checkHas(int length) {
        int shortest = Math.min(validation().length(), test().length());
        if (shortest < length) {
            throw new UserMistake(
                    String.format(
                            "%s: too short, its last 5 %% are %d characters; sequenceLength %d needs %d",
                            place, shortest, length - 1, length));
        }
    }
}
