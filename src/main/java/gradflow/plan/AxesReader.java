package gradflow.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads a list of axes, or a single axis that stands without a list. */
final class AxesReader extends JsonDeserializer<List<Map<String, List<JsonNode>>>> {
    private static final TypeReference<Map<String, List<JsonNode>>> AXIS = new TypeReference<>() {};
    private static final TypeReference<List<Map<String, List<JsonNode>>>> AXES =
            new TypeReference<>() {};

    @Override
    public List<Map<String, List<JsonNode>>> deserialize(
            JsonParser parser, DeserializationContext context) throws IOException {
        return parser.isExpectedStartArrayToken()
                ? parser.getCodec().readValue(parser, AXES)
                : List.of(parser.getCodec().<Map<String, List<JsonNode>>>readValue(parser, AXIS));
    }
}
