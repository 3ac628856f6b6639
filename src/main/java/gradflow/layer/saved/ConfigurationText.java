package gradflow.layer.saved;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Reads the JSON of a configuration as a plain tree, after a look at its depth and keys. */
final class ConfigurationText {
    private static final int DEEPEST = 100;

    private ConfigurationText() {}

    static JsonNode tree(byte[] utf8, String place) throws SavedFileException {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            requireFlat(text, place);
            return new ObjectMapper().readTree(text);
        } catch (SavedFileException refused) {
            throw refused;
        } catch (CharacterCodingException noText) {
            throw new SavedFileException(place, "is not UTF-8", noText);
        } catch (JsonProcessingException malformed) {
            throw new SavedFileException(
                    place, "is no JSON (" + malformed.getOriginalMessage() + ")", malformed);
        } catch (IOException unread) {
            throw new SavedFileException(place, "cannot be read", unread);
        }
    }

    /** Refuses keys that stand twice: one could be looked at and the other be made. */
    private static void requireFlat(String text, String place) throws IOException {
        int depth = 0;
        int ended = 0;
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            for (JsonToken t = json.nextToken(); t != null; t = json.nextToken()) {
                if (t.isStructStart()) {
                    depth++;
                } else if (t.isStructEnd()) {
                    depth--;
                }
                if (depth > DEEPEST) {
                    throw new SavedFileException(
                            place, "is nested more than %d deep".formatted(DEEPEST));
                }
                ended += depth == 0 ? 1 : 0;
            }
        }
        if (ended != 1) {
            throw new SavedFileException(place, "is no JSON (%d values)".formatted(ended));
        }
    }
}
