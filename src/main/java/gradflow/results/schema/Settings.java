package gradflow.results.schema;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.results.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The columns that an experiment's settings have. */
final class Settings {
    private Settings() {}

    /** A field for each setting that varies, its type that of its values. */
    static List<Field> fields(SettingColumns place, JsonNode experiment) {
        List<Field> fields = new ArrayList<>();
        for (JsonNode axis : axes(experiment.path(place.settings()))) {
            for (Map.Entry<String, JsonNode> setting : axis.properties()) {
                String name = setting.getKey();
                if (!place.without().contains(name)) {
                    FieldType type = place.as() == null ? type(setting.getValue()) : place.as();
                    fields.add(
                            Field.of(
                                    place.prefix() + Columns.name(name), type, false, about(name)));
                }
            }
        }
        return fields;
    }

    private static Iterable<JsonNode> axes(JsonNode settings) {
        return settings.isObject() ? List.of(settings) : settings;
    }

    private static String about(String setting) {
        return Declarations.all()
                .settings()
                .getOrDefault(setting, "The setting " + setting + " of the experiment.");
    }

    private static FieldType type(JsonNode values) {
        List<FieldType> types = new ArrayList<>();
        values.forEach(value -> types.add(typeOf(value)));
        if (types.stream().allMatch(FieldType::isNumeric)) {
            return types.contains(FieldType.NUMBER) ? FieldType.NUMBER : FieldType.INTEGER;
        }
        return types.stream().allMatch(FieldType.BOOLEAN::equals)
                ? FieldType.BOOLEAN
                : FieldType.STRING;
    }

    private static FieldType typeOf(JsonNode value) {
        if (value.isIntegralNumber()) {
            return FieldType.INTEGER;
        }
        if (value.isNumber()) {
            return FieldType.NUMBER;
        }
        return value.isBoolean() ? FieldType.BOOLEAN : FieldType.STRING;
    }
}
