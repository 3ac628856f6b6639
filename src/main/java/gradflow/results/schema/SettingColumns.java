package gradflow.results.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A place in a file where each setting of an experiment has a column.
 *
 * @param settings which: {@code grid} or {@code nuisance}
 * @param without settings that have no column here
 * @param prefix of the columns' names; empty for none
 * @param as the type of the columns; null for that of the settings' values
 * @param about what the columns mean
 */
public record SettingColumns(
        String settings,
        List<String> without,
        String prefix,
        @JsonProperty("as") FieldType as,
        String about)
        implements ColumnDeclaration {

    /** Keeps a copy. */
    public SettingColumns {
        without = without == null ? List.of() : List.copyOf(without);
        prefix = prefix == null ? "" : prefix;
    }
}
