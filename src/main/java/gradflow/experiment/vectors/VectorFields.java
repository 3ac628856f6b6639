package gradflow.experiment.vectors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The fields of one JSON object, each checked as it is read. */
final class VectorFields {
    /** NaN is no JSON, but a message about the number helps more than one about the syntax. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final JsonNode object;
    private final String place;

    private VectorFields(JsonNode object, String place) {
        this.object = object;
        this.place = place;
    }

    static VectorFields read(Path file) {
        JsonNode root;
        try (JsonParser parser = JSON.createParser(Files.readString(file))) {
            root = JSON.readTree(parser);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new UserMistake(
                    "not JSON at line %d, column %d: %s"
                            .formatted(
                                    at == null ? 0 : at.getLineNr(),
                                    at == null ? 0 : at.getColumnNr(),
                                    firstLine(e.getOriginalMessage())),
                    e);
        } catch (IOException e) {
            throw new UserMistake("cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
        if (root == null || !root.isObject()) {
            throw new UserMistake("holds no JSON object");
        }
        return new VectorFields(root, "");
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    String text(String name) {
        JsonNode node = required(name);
        if (!node.isTextual()) {
            throw mistake(name, "a string", node);
        }
        return node.textValue();
    }

    /** An integer from 1. */
    int count(String name) {
        JsonNode node = required(name);
        if (!node.isInt() || node.intValue() < 1) {
            throw mistake(name, "an integer from 1", node);
        }
        return node.intValue();
    }

    List<Integer> counts(String name) {
        JsonNode node = required(name);
        if (!node.isArray() || node.isEmpty()) {
            throw mistake(name, "a list of integers", node);
        }
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            JsonNode entry = node.get(i);
            if (!entry.isInt() || entry.intValue() < 1) {
                throw mistake("%s[%d]".formatted(name, i), "an integer from 1", entry);
            }
            counts.add(entry.intValue());
        }
        return counts;
    }

    VectorFields object(String name) {
        JsonNode node = required(name);
        if (!node.isObject()) {
            throw mistake(name, "an object", node);
        }
        return new VectorFields(node, place + name + ".");
    }

    VectorFields[] objects(String name, int count) {
        JsonNode node = required(name);
        if (!node.isArray() || node.size() != count) {
            throw mistake(name, "a list of %d objects".formatted(count), node);
        }
        VectorFields[] objects = new VectorFields[count];
        for (int i = 0; i < count; i++) {
            if (!node.get(i).isObject()) {
                throw mistake("%s[%d]".formatted(name, i), "an object", node.get(i));
            }
            objects[i] = new VectorFields(node.get(i), "%s%s[%d].".formatted(place, name, i));
        }
        return objects;
    }

    /** Finite numbers in nested lists of the given shape. */
    INDArray numbers(String name, long... shape) {
        JsonNode node = required(name);
        double[] values = new double[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        int read = fill(node, name, shape, 0, values, 0);
        if (read != values.length) {
            throw new IllegalStateException("read %d of %d".formatted(read, values.length));
        }
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    private int fill(JsonNode node, String name, long[] shape, int depth, double[] into, int at) {
        if (depth == shape.length) {
            if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
                throw mistake(name, "a finite number", node);
            }
            into[at] = node.doubleValue();
            return at + 1;
        }
        if (!node.isArray() || node.size() != shape[depth]) {
            throw mistake(
                    name,
                    "a list of %d (shape %s in all)"
                            .formatted(shape[depth], Arrays.toString(shape)),
                    node);
        }
        int next = at;
        for (int i = 0; i < node.size(); i++) {
            String entry = "%s[%d]".formatted(name, i);
            next = fill(node.get(i), entry, shape, depth + 1, into, next);
        }
        return next;
    }

    private JsonNode required(String name) {
        JsonNode node = object.get(name);
        if (node == null) {
            throw new UserMistake("%s%s is missing".formatted(place, name));
        }
        return node;
    }

    private UserMistake mistake(String name, String needs, JsonNode got) {
        return new UserMistake(
                "%s%s is %s; needs %s".formatted(place, name, described(got), needs));
    }

    private static String described(JsonNode node) {
        if (node.isArray()) {
            return "a list of %d".formatted(node.size());
        }
        return node.isObject() ? "an object" : node.toString();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
