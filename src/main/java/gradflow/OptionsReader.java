package gradflow;

import gradflow.plan.Overrides;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** Options of properties, each by itself, and properties of a command to go on with. */
final class OptionsReader {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./=,:@%+-]+");

    /** Small references with which anyone can check an installation. */
    private static final Path REFERENCES = Options.RESULTS.resolve("quick");

    private OptionsReader() {}

    static Options read(Properties properties) {
        return new Options(
                Optional.ofNullable(properties.getProperty(PropertyNames.EXP))
                        .map(PropertyValues::names)
                        .orElse(List.of()),
                Optional.ofNullable(properties.getProperty(PropertyNames.SPEC))
                        .map(file -> PropertyValues.path(PropertyNames.SPEC, file)),
                PropertyValues.flag(PropertyNames.QUICK, properties),
                root(properties),
                Optional.ofNullable(properties.getProperty(PropertyNames.SET))
                        .map(Overrides::parse)
                        .orElse(Overrides.NONE),
                PropertyValues.workers(properties.getProperty(PropertyNames.WORKERS)),
                PropertyValues.path(
                        PropertyNames.VECTORS,
                        properties.getProperty(PropertyNames.VECTORS, "data/reference-vectors")),
                PropertyValues.flag(PropertyNames.RESTART, properties),
                PropertyValues.share(properties.getProperty(PropertyNames.VERIFY)),
                PropertyValues.folders(properties.getProperty(PropertyNames.COMPARE)),
                PropertyValues.flag(PropertyNames.PARTIAL, properties),
                Optional.ofNullable(properties.getProperty(PropertyNames.SHARD))
                        .map(PropertyValues::shard),
                PropertyValues.flag(PropertyNames.MERGE, properties),
                PropertyValues.file(PropertyNames.MODEL, properties),
                PropertyValues.file(PropertyNames.DATA, properties),
                PropertyValues.flag(PropertyNames.TENSORBOARD, properties),
                PropertyValues.report(properties.getProperty(PropertyNames.REPORT)),
                PropertyValues.flag(PropertyNames.QUIET, properties),
                PropertyValues.flag(PropertyNames.LIVE, properties),
                Optional.ofNullable(properties.getProperty(PropertyNames.MASTER))
                        .map(PropertyValues::master));
    }

    /** Committed results are those of the files as they are written, and stay so. */
    private static Path root(Properties properties) {
        String out = properties.getProperty(PropertyNames.OUT);
        if (out != null) {
            return PropertyValues.path(PropertyNames.OUT, out);
        }
        if (properties.getProperty(PropertyNames.SET) != null
                || Options.DIAGNOSE.equals(properties.getProperty(PropertyNames.EXP))) {
            return Options.WORK;
        }
        if (PropertyValues.flag(PropertyNames.QUICK, properties)) {
            return PropertyValues.share(properties.getProperty(PropertyNames.VERIFY)) > 0
                    ? REFERENCES
                    : Options.WORK;
        }
        return Options.RESULTS;
    }

    /** What has to be typed to go on with what these options began. */
    static String command(Properties properties) {
        StringBuilder command =
                new StringBuilder(
                        properties.getProperty(PropertyNames.MASTER) == null
                                ? "mvn exec:java"
                                : "mvn -Pspark exec:exec");
        for (String property : PropertyNames.OURS) {
            String value = properties.getProperty(property);
            if (value != null && !property.equals(PropertyNames.RESTART)) {
                String text = "-D" + property + (value.isEmpty() ? "" : "=" + value);
                command.append(' ').append(PLAIN.matcher(text).matches() ? text : quoted(text));
            }
        }
        return command.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
