package gradflow.plan;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of an experiment file, of which no more is read than one can be. */
final class ExperimentText {
    /** Room for the 100,000 seeds of the largest grid; YAML itself has no bounds. */
    static final int MOST_BYTES = 1 << 20;

    private ExperimentText() {}

    /**
     * Reads a file.
     *
     * @return what stands in it, as it is
     * @throws UserMistake without the file's name, if it is missing, ends in anything but .yaml or
     *     .yml, is too large, or is no UTF-8
     */
    static String read(Path path) {
        Check.that(Files.isRegularFile(path), "there is no such experiment file");
        Check.that(
                path.getFileName().toString().matches(".+\\.ya?ml"),
                "an experiment file's name ends in .yaml or .yml");
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            Check.that(
                    bytes.length <= MOST_BYTES,
                    "an experiment file has at most %d bytes".formatted(MOST_BYTES));
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException otherEncoding) {
            throw new UserMistake("is not UTF-8; save it as UTF-8 text", otherEncoding);
        } catch (IOException unreadable) {
            throw new UserMistake("cannot be read (" + unreadable + ")", unreadable);
        }
    }
}
