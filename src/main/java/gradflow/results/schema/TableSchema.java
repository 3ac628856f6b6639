package gradflow.results.schema;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.results.Columns;
import gradflow.results.StoredResults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns that a file of one experiment should have: what is declared, with a column for each
 * of its settings.
 *
 * @param declaration of the file
 * @param fields in the order of the header
 */
public record TableSchema(TableDeclaration declaration, List<Field> fields) {

    /** Keeps a copy. */
    public TableSchema {
        fields = List.copyOf(fields);
    }

    /**
     * The schema of a file.
     *
     * @param file its name
     * @param results whose manifest says which settings the grid has
     * @return nothing for a file that is not declared
     */
    public static Optional<TableSchema> of(String file, StoredResults results) {
        JsonNode experiment = results.manifest().path("experiment");
        return Declarations.all()
                .table(file, experiment.path("type").asText())
                .map(declaration -> of(declaration, experiment));
    }

    private static TableSchema of(TableDeclaration declaration, JsonNode experiment) {
        List<Field> fields = new ArrayList<>();
        for (ColumnDeclaration column : declaration.columns()) {
            if (column instanceof SettingColumns settings) {
                fields.addAll(Settings.fields(settings, experiment));
            } else if (column instanceof Field field) {
                fields.add(field);
            }
        }
        List<String> names = Columns.distinct(fields.stream().map(Field::name).toList());
        for (int i = 0; i < names.size(); i++) {
            fields.set(i, fields.get(i).named(names.get(i)));
        }
        return new TableSchema(declaration, fields);
    }

    /**
     * The fields of a header, in its order; one of any type for a column that is not declared.
     *
     * @param header the names of the columns
     * @return one for each name
     */
    public List<Field> fields(List<String> header) {
        return header.stream().map(name -> field(name).orElseGet(() -> undeclared(name))).toList();
    }

    /**
     * The fields of a file about which nothing is declared.
     *
     * @param header the names of the columns
     * @return one of any type for each name
     */
    public static List<Field> undeclared(List<String> header) {
        return header.stream().map(TableSchema::undeclared).toList();
    }

    private static Field undeclared(String name) {
        return Field.of(name, FieldType.ANY, true, "Not declared.");
    }

    /** The field of a column, if it is declared. */
    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /**
     * What is wrong with a header; nothing if it has the declared columns in their order. Columns
     * that were added later may be missing.
     *
     * @param header the names of the columns
     * @return a few words
     */
    public Optional<String> problem(List<String> header) {
        for (String name : header) {
            if (field(name).isEmpty()) {
                return Optional.of("column " + name + " is not declared");
            }
        }
        for (Field field : fields) {
            if (!field.isLater() && !header.contains(field.name())) {
                return Optional.of("column " + field.name() + " is missing");
            }
        }
        List<String> order = fields.stream().map(Field::name).filter(header::contains).toList();
        return order.equals(header)
                ? Optional.empty()
                : Optional.of("the columns are not in the order " + String.join(",", order));
    }
}
