package gradflow.exchange.keras;

import gradflow.exchange.ModelFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of Keras that wrote a file, as far as layers compute differently.
 *
 * @param text as the file has it; empty in files of Keras 1.0
 * @param major 1, 2 or 3
 * @param minor the second number
 */
record KerasVersion(String text, int major, int minor) {
    private static final Pattern NUMBERS = Pattern.compile("([123])\\.(\\d{1,3})(\\..*|-.*|)");

    /** Files of Keras up to 1.0.7 have no version. */
    static KerasVersion of(Path file, String text) throws ModelFileException {
        if (text.isEmpty()) {
            return new KerasVersion("1.0", 1, 0);
        }
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.matches()) {
            throw ModelFileException.of(
                    file, "was written by Keras '%s'; needs a version 1, 2 or 3", text);
        }
        return new KerasVersion(
                text, Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)));
    }

    /** Whether Bidirectional gives zeros at masked steps: in TensorFlow's Keras, and since 2.4. */
    boolean zeroesBidirectional() {
        return major == 3 || (major == 2 && (minor >= 4 || text.endsWith("-tf")));
    }
}
