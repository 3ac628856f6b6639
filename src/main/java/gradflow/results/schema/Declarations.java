package gradflow.results.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All declared files and columns, from {@code columns.yaml}.
 *
 * @param tables in the order of that file
 * @param settings what each setting of experiments means, by its name in experiment files
 */
public record Declarations(List<TableDeclaration> tables, Map<String, String> settings) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Declarations ALL = read();

    /** Keeps copies. */
    public Declarations {
        tables = List.copyOf(tables);
        settings = Map.copyOf(settings);
    }

    /**
     * The declarations of this version.
     *
     * @return one for each file that is declared
     */
    public static Declarations all() {
        return ALL;
    }

    /**
     * The declaration of a file as experiments of a kind write it, if there is one.
     *
     * @return none of a file that is not declared
     */
    public Optional<TableDeclaration> table(String file, String kind) {
        return tables.stream().filter(table -> table.isOf(file, kind)).findFirst();
    }

    /**
     * The declaration of a column.
     *
     * @param file that it is in
     * @param kind of the experiments that write the file
     * @param column its name
     * @return nothing for a column of a setting, or one that is not declared
     */
    public Optional<Field> field(String file, String kind, String column) {
        return table(file, kind).stream()
                .flatMap(table -> table.columns().stream())
                .filter(Field.class::isInstance)
                .map(Field.class::cast)
                .filter(field -> field.name().equals(column))
                .findFirst();
    }

    private static Declarations read() {
        try (InputStream file = Declarations.class.getResourceAsStream("columns.yaml")) {
            JsonNode root = YAML.readTree(file);
            Map<String, String> settings = new LinkedHashMap<>();
            root.path("settings")
                    .properties()
                    .forEach(s -> settings.put(s.getKey(), s.getValue().asText()));
            List<TableDeclaration> tables = new ArrayList<>();
            for (JsonNode table : root.path("tables")) {
                tables.add(table(table, root.path("shared")));
            }
            return new Declarations(tables, settings);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static TableDeclaration table(JsonNode table, JsonNode shared) throws IOException {
        List<ColumnDeclaration> columns = new ArrayList<>();
        for (JsonNode column : table.path("columns")) {
            if (column.has("shared")) {
                for (JsonNode each : shared.required(column.path("shared").asText())) {
                    columns.add(column(each));
                }
            } else {
                columns.add(column(column));
            }
        }
        return new TableDeclaration(
                table.required("file").asText(),
                texts(table.path("kinds")),
                table.required("about").asText(),
                texts(table.path("key")),
                texts(table.path("unique")),
                columns);
    }

    private static ColumnDeclaration column(JsonNode column) throws IOException {
        return column.has("settings")
                ? YAML.treeToValue(column, SettingColumns.class)
                : YAML.treeToValue(column, Field.class);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
