package gradflow;

import gradflow.console.TextTable;
import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What the program says about itself. */
final class About {
    private About() {}

    /**
     * Answers {@code -Dhelp} or {@code -Dversion}.
     *
     * @return whether one of them was asked for
     * @throws UserMistake if another property of the program stands beside it
     */
    static boolean answer(Properties properties, PrintStream out) {
        for (String asked : new String[] {PropertyNames.HELP, PropertyNames.VERSION}) {
            if (PropertyValues.flag(asked, properties)) {
                requireAlone(asked, properties);
                if (asked.equals(PropertyNames.HELP)) {
                    help(out);
                } else {
                    out.println("gradflow " + version());
                }
                return true;
            }
        }
        return false;
    }

    private static void requireAlone(String asked, Properties properties) {
        for (String other : PropertyNames.OURS) {
            if (!other.equals(asked) && properties.getProperty(other) != null) {
                throw new UserMistake("-D%s does nothing beside -D%s".formatted(other, asked));
            }
        }
    }

    /** The version that was built. */
    static String version() {
        try (InputStream file = About.class.getResourceAsStream("version.txt")) {
            return file == null
                    ? "of unknown version"
                    : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            return "of unknown version";
        }
    }

    private static void help(PrintStream out) {
        TextTable lines = new TextTable().text("").text("");
        lines.row("", "lists the experiments");
        lines.row("-Dexp=NAME[,NAME]", "runs experiments/NAME.yaml, or goes on with it");
        lines.row("-Dspec=FILE", "runs an experiment file from anywhere");
        lines.row("-Dquick", "seconds instead of minutes; its numbers are no result");
        lines.row("-Dset=key=value,…", "other settings");
        lines.row("-Dout=DIR", "where results go");
        lines.row("-Dworkers=N", "runs at a time; results do not depend on it");
        lines.row("-Drestart", "forgets the runs of an interrupted sweep");
        lines.row("-Dpartial", "tells what the finished runs of a sweep say so far");
        lines.row("-Dshard=i/n", "makes a part of the runs, on one of several machines");
        lines.row("-Dmerge", "concludes from all parts");
        lines.row("-Dmaster=URL", "on Spark: mvn -Pspark compile exec:exec …");
        lines.row("-Dverify[=SHARE]", "runs again and compares with the results that are there");
        lines.row("-Dcompare=DIR[,DIR]", "compares folders of results");
        lines.row("-Dquiet", "answers and problems only on the console");
        lines.row("-Dlive", "keeps a page fresh while the runs are made");
        lines.row("-Dreport[=single]", "draws reports again from results that are there");
        lines.row("-Dtensorboard", "event files of results that are there");
        lines.row("-Dexp=reference-vectors", "checks the layers; -Dvectors=DIR for other vectors");
        lines.row("-Dexp=exercise", "checks a student's answers; -Dset=exercise=3 for one");
        lines.row("-Dexp=diagnose", "tells of a saved network; -Dmodel=ZIP -Ddata=CSV");
        lines.row("-Dhelp, -Dversion", "this; which version it is");
        out.println("mvn compile exec:java [properties], or bin/gradflow [properties]");
        lines.lines().forEach(out::println);
    }
}
