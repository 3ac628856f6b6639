package gradflow.plan;

import java.util.List;

/**
 * A kind of experiment as experiment files see it.
 *
 * @param name the value of the key {@code type}
 * @param defaults the settings that hold where a file says nothing else; its components are the
 *     settings that a file may use
 * @param columns numeric columns of runs.csv, about which claims may be made
 */
public record ExperimentType(String name, Record defaults, List<String> columns) {

    /** Keeps a copy. */
    public ExperimentType {
        columns = List.copyOf(columns);
    }

    /** A kind about whose numbers no claims can be made. */
    public ExperimentType(String name, Record defaults) {
        this(name, defaults, List.of());
    }
}
