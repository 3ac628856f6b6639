package gradflow.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An outcome as one line of JSON, ASCII only, that is read back to the same bits. Whole numbers are
 * written without and doubles with a decimal point or exponent; NaN and infinities, which JSON does
 * not have, as <code>{"double": "NaN"}</code>, so that NaN is not null and no text is a number. Of
 * the many NaNs there is one.
 */
public final class OutcomeJson {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();
    private static final String DOUBLE = "double";

    private OutcomeJson() {}

    /**
     * One line, without its end.
     *
     * @return JSON from which {@link #read} makes the same bits
     */
    public static String write(Outcome outcome) {
        ObjectNode json = JSON.createObjectNode();
        json.put("run_id", outcome.runId());
        json.put("status", outcome.status().word());
        json.put("note", outcome.note());
        json.put("iterations", outcome.iterations());
        json.set("numbers", object(outcome.numbers()));
        ObjectNode details = json.putObject("details");
        for (Table table : outcome.details()) {
            ObjectNode detail = details.putObject(table.fileName());
            ArrayNode columns = detail.putArray("columns");
            table.columns().forEach(columns::add);
            ArrayNode rows = detail.putArray("rows");
            for (List<Object> row : table.rows()) {
                ArrayNode values = rows.addArray();
                row.forEach(value -> values.add(node(value)));
            }
        }
        json.set("timings", object(outcome.timings()));
        return text(json);
    }

    /**
     * The outcome that was written.
     *
     * @return equal to what was given to {@link #write}
     * @throws IllegalArgumentException if the line is no whole outcome
     */
    public static Outcome read(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            List<Table> details = new ArrayList<>();
            for (Map.Entry<String, JsonNode> detail : json.required("details").properties()) {
                details.add(table(detail.getKey(), detail.getValue()));
            }
            return new Outcome(
                    json.required("run_id").textValue(),
                    Status.of(json.required("status").textValue()),
                    json.required("note").textValue(),
                    json.required("iterations").intValue(),
                    values(json.required("numbers")),
                    details,
                    values(json.required("timings")));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("no outcome: " + unreadable.getOriginalMessage());
        }
    }

    private static Table table(String fileName, JsonNode json) {
        List<String> columns = new ArrayList<>();
        json.required("columns").forEach(column -> columns.add(column.textValue()));
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode row : json.required("rows")) {
            List<Object> values = new ArrayList<>();
            row.forEach(node -> values.add(value(node)));
            rows.add(values);
        }
        return new Table(fileName, columns, rows);
    }

    private static ObjectNode object(Map<String, Object> values) {
        ObjectNode object = JSON.createObjectNode();
        values.forEach((name, value) -> object.set(name, node(value)));
        return object;
    }

    private static Map<String, Object> values(JsonNode object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.properties().forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return values;
    }

    private static JsonNode node(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return JSON.createObjectNode().put(DOUBLE, number.toString());
        }
        return JSON.valueToTree(value);
    }

    private static Object value(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isObject()) {
            return Double.valueOf(node.required(DOUBLE).textValue());
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isDouble()) {
            return node.doubleValue();
        }
        if (node.isInt() || node.isLong()) {
            return node.longValue();
        }
        throw new IllegalArgumentException("no outcome: the value " + node);
    }

    private static String text(ObjectNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
