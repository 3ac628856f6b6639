package gradflow;

import gradflow.mistake.UserMistake;
import gradflow.plan.Overrides;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What was asked for with -D properties.
 *
 * @param names of experiments, -Dexp=a,b
 * @param file an experiment file anywhere, -Dspec=FILE
 * @param quick whether the quick blocks are applied, -Dquick
 * @param root where results go, -Dout=DIR
 * @param overrides of settings, -Dset=key=value,…
 * @param workers runs at a time, -Dworkers=N
 * @param vectors the folder with reference vectors, -Dvectors=DIR
 */
record Options(
        List<String> names,
        Optional<Path> file,
        boolean quick,
        Path root,
        Overrides overrides,
        int workers,
        Path vectors) {

    /**
     * @throws UserMistake if a property has a value that is not allowed
     */
    static Options parse(Properties properties) {
        return new Options(
                names(properties.getProperty("exp", "")),
                Optional.ofNullable(properties.getProperty("spec")).map(file -> path("spec", file)),
                quick(properties.getProperty("quick")),
                path("out", properties.getProperty("out", "results")),
                Optional.ofNullable(properties.getProperty("set"))
                        .map(Overrides::parse)
                        .orElse(Overrides.NONE),
                workers(properties.getProperty("workers")),
                path("vectors", properties.getProperty("vectors", "data/reference-vectors")));
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** Maven gives a property without a value as "true". */
    private static boolean quick(String text) {
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.isEmpty() || text.equals("true")) {
            return true;
        }
        throw new UserMistake("-Dquick takes no value, true or false, not '" + text + "'");
    }

    private static Path path(String property, String text) {
        if (text.isBlank() || text.equals("true")) {
            throw new UserMistake("-D" + property + " needs a path");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException wrong) {
            throw new UserMistake("-D" + property + ": '" + text + "' is not a path", wrong);
        }
    }

    private static int workers(String text) {
        if (text == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw new UserMistake(
                    "-Dworkers must be a whole number from 1 to 9999, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
