package gradflow.spec;

/**
 * A kind of experiment as experiment files see it.
 *
 * @param name the value of the key {@code type}
 * @param defaults the settings that hold where a file says nothing else; its components are the
 *     settings that a file may use
 */
public record ExperimentType(String name, Record defaults) {}
