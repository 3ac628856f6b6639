package gradflow.plan;

import java.util.List;
import java.util.function.Consumer;

/**
 * A kind of experiment as experiment files see it.
 *
 * @param name the value of the key {@code type}
 * @param defaults the settings that hold where a file says nothing else; its components are the
 *     settings that a file may use
 * @param columns numeric columns of runs.csv, about which claims may be made
 * @param check refuses settings that no run could have, with a {@link
 *     gradflow.mistake.UserMistake}; it loads and allocates nothing, since it sees settings that an
 *     override may still change
 */
public record ExperimentType(
        String name, Record defaults, List<String> columns, Consumer<Record> check) {

    /** Keeps a copy. */
    public ExperimentType {
        columns = List.copyOf(columns);
    }

    /** A kind whose settings check themselves. */
    public ExperimentType(String name, Record defaults, List<String> columns) {
        this(name, defaults, columns, settings -> {});
    }

    /** A kind about whose numbers no claims can be made. */
    public ExperimentType(String name, Record defaults) {
        this(name, defaults, List.of());
    }
}
