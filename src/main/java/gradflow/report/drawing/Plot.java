package gradflow.report.drawing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.report.data.Resource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure in the making: its specification, which gets the rows, the choices that a reader has,
 * and the colours of the cells in it.
 */
public final class Plot {
    private static final String ROWS = "rows";
    private static final String PARAMS = "params";
    private final String id;
    private final ObjectNode specification;
    private final Map<String, FigureRows> data = new LinkedHashMap<>();
    private Drawing.Sketch sketch;

    /**
     * The figure of a specification's name, which shows these rows.
     *
     * @param id of the specification
     * @param rows its first dataset
     */
    public Plot(String id, FigureRows rows) {
        this.id = id;
        specification = (ObjectNode) Resource.json("figures/" + id + ".vl.json");
        data.put(ROWS, rows);
        // Other rows than those of the sample come with the page.
        specification.remove(List.of("datasets", "usermeta"));
    }

    /**
     * Further rows of another name; where there are none, what shows them is left out.
     *
     * @return this figure
     */
    public Plot with(String name, FigureRows rows) {
        data.put(name, rows);
        if (rows.isEmpty()) {
            Iterator<JsonNode> layers = specification.path("layer").elements();
            while (layers.hasNext()) {
                if (layers.next().path("data").path("name").asText().equals(name)) {
                    layers.remove();
                }
            }
        }
        return this;
    }

    /**
     * Sets what stands under a name among the specification's parameters.
     *
     * @return this figure
     */
    public Plot parameter(String name, JsonNode value) {
        param(name).set("value", value);
        return this;
    }

    /**
     * Sets a number among the specification's parameters.
     *
     * @return this figure
     */
    public Plot parameter(String name, double value) {
        param(name).put("value", value);
        return this;
    }

    /**
     * Sets a text among the specification's parameters.
     *
     * @return this figure
     */
    public Plot parameter(String name, String value) {
        param(name).put("value", value);
        return this;
    }

    /**
     * Lets a reader choose among the values of a column, in their order; the first comes first.
     *
     * @return this figure
     */
    public Plot choice(String column) {
        return choice(column, data.get(ROWS).distinct(column));
    }

    /**
     * Lets a reader choose among values.
     *
     * @return this figure
     */
    public Plot choice(String name, List<String> values) {
        ObjectNode param = param(name);
        param.put("value", values.get(0));
        if (values.size() == 1) {
            param.remove("bind");
        } else {
            ArrayNode options = ((ObjectNode) param.path("bind")).putArray("options");
            values.forEach(options::add);
        }
        return this;
    }

    /**
     * Lets a reader slide through labelled places, 0 and up.
     *
     * @return this figure
     */
    public Plot slider(String name, List<String> labels) {
        ObjectNode param = param(name);
        param.put("value", 0);
        if (labels.size() == 1) {
            param.remove("bind");
        } else {
            ((ObjectNode) param.path("bind")).put("max", labels.size() - 1);
        }
        ArrayNode texts = param("labels").putArray("value");
        labels.forEach(texts::add);
        return this;
    }

    /**
     * Sets an axis' title wherever a channel shows the field.
     *
     * @return this figure
     */
    public Plot axisTitle(String field, String title) {
        for (JsonNode encoding : specification.findValues("encoding")) {
            encoding.forEach(
                    channel -> {
                        if (channel.path("field").asText().equals(field) && channel.has("axis")) {
                            ((ObjectNode) channel.path("axis")).put("title", title);
                        }
                    });
        }
        return this;
    }

    /**
     * Puts an axis' ticks at the values that a field has, where they are few.
     *
     * @return this figure
     */
    public Plot ticks(String field) {
        List<Double> values =
                data.get(ROWS).column(field).stream()
                        .map(value -> ((Number) value).doubleValue())
                        .distinct()
                        .sorted()
                        .toList();
        for (JsonNode encoding : specification.findValues("encoding")) {
            encoding.forEach(
                    channel -> {
                        if (channel.path("field").asText().equals(field) && channel.has("axis")) {
                            ArrayNode ticks =
                                    ((ObjectNode) channel.path("axis")).putArray("values");
                            values.forEach(ticks::add);
                        }
                    });
        }
        return this;
    }

    /**
     * What a small picture of it shows.
     *
     * @return this figure
     */
    public Plot sketch(Drawing.Sketch.Mark mark, String x, String y, boolean logarithmic) {
        sketch = new Drawing.Sketch(mark, x, y, logarithmic);
        return this;
    }

    private ObjectNode param(String name) {
        for (JsonNode param : specification.path(PARAMS)) {
            if (param.path("name").asText().equals(name)) {
                return (ObjectNode) param;
            }
        }
        throw new IllegalArgumentException(id + " has no parameter " + name);
    }

    /**
     * The figure.
     *
     * @param title above it
     * @param caption what is seen
     * @param file the CSV that it was drawn from
     * @return with rows and specification
     */
    public Drawing draw(String title, String caption, String file) {
        CellStyles.applyTo(
                specification,
                data.values().stream()
                        .filter(each -> each.has("cell"))
                        .flatMap(each -> each.distinct("cell").stream())
                        .distinct()
                        .toList());
        String alternative = specification.path("description").asText() + " " + caption;
        specification.put("description", alternative);
        return new Drawing(id, title, caption, alternative, file, specification, data, sketch);
    }
}
