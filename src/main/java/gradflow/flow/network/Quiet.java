package gradflow.flow.network;

import java.util.List;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** A configuration without what is drawn anew in each pass: dropout and weight noise. */
final class Quiet {
    private static final List<String> DRAWN = List.of("iDropout", "idropout", "weightNoise");

    private Quiet() {}

    static String of(String json) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            JsonNode tree = mapper.readTree(json);
            silence(tree);
            return mapper.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a configuration of DL4J's", e);
        }
    }

    private static void silence(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(DRAWN);
        }
        node.forEach(Quiet::silence);
    }
}
