package gradflow.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import gradflow.kernel.Arithmetic;
import gradflow.mistake.Nearest;
import gradflow.mistake.UserMistake;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads YAML strictly: nothing unknown, nothing twice, nothing of another type. */
final class Yaml {
    static final ObjectMapper MAPPER =
            YAMLMapper.builder(new YAMLFactory())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
                    .addMixIn(Arithmetic.class, Labelled.class)
                    .build();

    /** How Jackson quotes a text that stands where something else is needed. */
    private static final Pattern QUOTED = Pattern.compile("String value \\(\"(.*)\"\\)");

    private Yaml() {}

    /** Read and written as its label, of a type that is shipped without Jackson. */
    private interface Labelled {
        @JsonValue
        String label();
    }

    static <T> T read(String text, Class<T> type) {
        PlainYaml.check(text);
        try {
            return MAPPER.readValue(text, type);
        } catch (JacksonException mistake) {
            throw explain(mistake);
        }
    }

    static <T> T convert(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException mistake) {
            throw explain(mistake);
        }
    }

    /** One line that names the key, what stands there and what is allowed. */
    private static UserMistake explain(JacksonException mistake) {
        for (Throwable cause = mistake; cause != null; cause = cause.getCause()) {
            if (cause instanceof UserMistake inner) {
                return inner;
            }
        }
        return new UserMistake(place(mistake) + problem(mistake), mistake);
    }

    /** What is wrong, without the place. */
    static String problem(JacksonException mistake) {
        if (mistake instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> known = unknown.getKnownPropertyIds();
            return "unknown key; "
                    + Nearest.hint(
                            unknown.getPropertyName(),
                            known.stream().map(String::valueOf).toList());
        }
        if (mistake instanceof InvalidFormatException wrong) {
            return "'" + wrong.getValue() + "' is not " + allowed(wrong.getTargetType());
        }
        if (mistake instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
            Matcher value = QUOTED.matcher(wrong.getOriginalMessage());
            String found = value.find() ? "'" + value.group(1) + "' is not " : "needs ";
            return found + allowed(wrong.getTargetType());
        }
        if (mistake.getOriginalMessage().startsWith("Expected a field name")) {
            return "a key has to be a word";
        }
        return mistake.getOriginalMessage()
                .lines()
                .map(String::strip)
                .collect(Collectors.joining(" "));
    }

    private static String place(JacksonException mistake) {
        String path =
                mistake instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(
                                        part ->
                                                Objects.toString(
                                                        part.getFieldName(),
                                                        "" + (part.getIndex() + 1)))
                                .collect(Collectors.joining("."))
                        : "";
        JsonLocation location = mistake.getLocation();
        String line =
                location == null || location.getLineNr() < 1
                        ? ""
                        : "line " + location.getLineNr() + ": ";
        return path.isEmpty() ? line : line + path + ": ";
    }

    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + MAPPER.valueToTree(type.getEnumConstants())
                            .toString()
                            .replaceAll("[\\[\\]\"]", "")
                            .replace(",", ", ");
        }
        if (type == int.class
                || type == long.class
                || type == Integer.class
                || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type == String.class || isMadeOfAWord(type) ? "a word" : "keys with values";
    }

    private static boolean isMadeOfAWord(Class<?> type) {
        return Arrays.stream(type.getConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(JsonCreator.class))
                .anyMatch(
                        constructor ->
                                Arrays.equals(
                                        constructor.getParameterTypes(),
                                        new Class<?>[] {String.class}));
    }
}
