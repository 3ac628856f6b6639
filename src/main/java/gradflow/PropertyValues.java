package gradflow;

import gradflow.mistake.Printable;
import gradflow.mistake.UserMistake;
import gradflow.sweep.Shard;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that -D properties may have; each refuses others in one line. */
final class PropertyValues {
    private PropertyValues() {}

    /** Folders with a comma between them; none without the property. */
    static List<Path> folders(String text) {
        if (text == null) {
            return List.of();
        }
        List<Path> folders =
                Arrays.stream(text.split(",", -1)).map(part -> path("compare", part)).toList();
        if (folders.size() > 2) {
            throw new UserMistake("-Dcompare takes one folder or two, not " + folders.size());
        }
        return folders;
    }

    /** Maven gives a property without a value as "true". */
    static double share(String text) {
        if (text == null || text.equals("false")) {
            return 0;
        }
        if (text.isEmpty() || text.equals("true")) {
            return 1;
        }
        if (!text.matches("0?\\.\\d{1,9}|1(\\.0{0,9})?") || Double.parseDouble(text) == 0) {
            throw new UserMistake(
                    "-Dverify takes no value, or a share of the runs above 0 and at most 1 such as"
                            + " 0.05, not '"
                            + text
                            + "'");
        }
        return Double.parseDouble(text);
    }

    /** Maven gives a property without a value as "true". */
    static Options.Drawn report(String text) {
        if (text == null || text.equals("false")) {
            return Options.Drawn.NOT;
        }
        if (text.isEmpty() || text.equals("true")) {
            return Options.Drawn.LINKED;
        }
        if (text.equals("single")) {
            return Options.Drawn.SINGLE;
        }
        throw new UserMistake("-Dreport takes no value or 'single', not '" + text + "'");
    }

    /** Maven gives a property without a value as "true". */
    static List<String> names(String text) {
        List<String> names =
                Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList();
        if (names.isEmpty() || names.equals(List.of("true"))) {
            throw new UserMistake(
                    "-Dexp needs the name of an experiment; without -Dexp all are listed");
        }
        return names;
    }

    /** Maven gives a property without a value as "true". */
    static boolean flag(String property, Properties properties) {
        String text = properties.getProperty(property);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.isEmpty() || text.equals("true")) {
            return true;
        }
        throw new UserMistake(
                "-D%s takes no value, true or false, not '%s'".formatted(property, text));
    }

    static Path path(String property, String text) {
        if (text.isBlank() || text.equals("true")) {
            throw new UserMistake("-D" + property + " needs a path");
        }
        if (!text.codePoints().allMatch(Printable::is)) {
            throw new UserMistake(
                    "-D" + property + ": '" + text + "' has a character that is not printable");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException wrong) {
            throw new UserMistake("-D" + property + ": '" + text + "' is not a path", wrong);
        }
    }

    static Optional<Path> file(String property, Properties properties) {
        return Optional.ofNullable(properties.getProperty(property))
                .map(text -> path(property, text));
    }

    static Shard shard(String text) {
        Matcher parts = Pattern.compile("([1-9]\\d{0,4})/([1-9]\\d{0,4})").matcher(text);
        if (!parts.matches()
                || Integer.parseInt(parts.group(1)) > Integer.parseInt(parts.group(2))) {
            throw new UserMistake(
                    "-Dshard must be i/n with whole numbers 1 ≤ i ≤ n ≤ 99999 such as 2/8, not '"
                            + text
                            + "'");
        }
        return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** Where Spark is: it knows more places than these, of which none would work here. */
    static String master(String text) {
        if (!text.matches("local\\[([1-9]\\d{0,3}|\\*)]|spark://[A-Za-z0-9.:,_-]+")) {
            throw new UserMistake(
                    "-Dmaster must be local[N], local[*] or spark://HOST:PORT, not '" + text + "'");
        }
        return text;
    }

    static int workers(String text) {
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
