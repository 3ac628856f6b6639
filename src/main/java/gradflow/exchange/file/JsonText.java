package gradflow.exchange.file;

import gradflow.exchange.ModelFileException;
import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Reads JSON that strangers wrote: it is looked at for its depth before a tree is made of it. */
public final class JsonText {
    /** Characters of a model's configuration. */
    public static final int LONGEST = 16 << 20;

    private static final int DEEPEST = 60;

    private JsonText() {}

    /**
     * The tree of a text; {@code part} names it in messages.
     *
     * @return its root
     */
    public static JsonNode read(Path file, String part, String text) throws ModelFileException {
        if (text.length() > LONGEST) {
            throw ModelFileException.of(
                    file, "%s has %d characters; needs at most %d", part, text.length(), LONGEST);
        }
        try {
            requireFlat(file, part, text);
            JsonNode tree = new ObjectMapper().readTree(text);
            if (tree == null || !tree.isObject()) {
                throw ModelFileException.of(file, "%s is no JSON object", part);
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw ModelFileException.because(
                    e, file, "%s is not JSON: %s", part, e.getOriginalMessage());
        } catch (IOException e) {
            throw ModelFileException.unread(file, e);
        }
    }

    private static void requireFlat(Path file, String part, String text) throws IOException {
        int depth = 0;
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            for (JsonToken t = json.nextToken(); t != null; t = json.nextToken()) {
                if (t.isStructStart()) {
                    depth++;
                } else if (t.isStructEnd()) {
                    depth--;
                }
                if (depth > DEEPEST) {
                    throw ModelFileException.of(
                            file, "%s is nested more than %d deep", part, DEEPEST);
                }
            }
        }
    }
}
