package gradflow.report.drawing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.report.data.Resource;
import java.util.List;

/** The colour and dash of every cell, declared once in {@code cells.json}. */
public final class CellStyles {
    private static final JsonNode STYLES = Resource.json("cells.json");

    private CellStyles() {}

    /**
     * A cell's colour, {@code #rrggbb}.
     *
     * @return the same in every figure
     */
    public static String colour(String cell) {
        return style(cell).path("colour").asText();
    }

    /**
     * A cell's dash: lengths of lines and gaps; none for a whole line.
     *
     * @return in pixels
     */
    public static List<Integer> dash(String cell) {
        return new ObjectMapper()
                .convertValue(
                        style(cell).path("dash"),
                        new com.fasterxml.jackson.core.type.TypeReference<List<Integer>>() {});
    }

    /** Unknown names share out the styles by their place in the alphabet of all names. */
    private static JsonNode style(String cell) {
        JsonNode styles = STYLES.path("styles");
        if (styles.has(cell)) {
            return styles.path(cell);
        }
        JsonNode spare = STYLES.path("spare");
        return spare.get(Math.floorMod(cell.hashCode(), spare.size()));
    }

    /**
     * The cells in the order in which legends list them.
     *
     * @return the same names
     */
    public static List<String> ordered(List<String> cells) {
        List<String> known =
                new ObjectMapper()
                        .convertValue(
                                STYLES.path("order"),
                                new com.fasterxml.jackson.core.type.TypeReference<
                                        List<String>>() {});
        return cells.stream()
                .sorted(
                        (a, b) -> {
                            int one = known.indexOf(a);
                            int two = known.indexOf(b);
                            return Integer.compare(
                                    one < 0 ? known.size() : one, two < 0 ? known.size() : two);
                        })
                .toList();
    }

    /** Gives every channel that shows cells by colour, dash or shape the scale that all share. */
    static void applyTo(JsonNode specification, List<String> cells) {
        List<String> ordered = ordered(cells);
        for (JsonNode part : specification.findValues("encoding")) {
            for (String channel : List.of("color", "stroke", "fill", "strokeDash", "shape")) {
                if (part.path(channel).path("field").asText().equals("cell")) {
                    scale((ObjectNode) part.path(channel), channel, ordered);
                }
            }
        }
    }

    private static void scale(ObjectNode encoding, String channel, List<String> cells) {
        ObjectNode scale = encoding.putObject("scale");
        ArrayNode domain = scale.putArray("domain");
        ArrayNode range = scale.putArray("range");
        for (String cell : cells) {
            domain.add(cell);
            switch (channel) {
                case "color", "stroke", "fill" -> range.add(colour(cell));
                case "shape" -> range.add(style(cell).path("shape").asText("circle"));
                default -> range.add(style(cell).path("dash"));
            }
        }
    }
}
