package gradflow.spark;

import gradflow.Main;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * The program, started by {@code mvn -Pspark exec:exec}, which hands over a property as an empty
 * one where it was not given.
 */
public final class SparkMain {
    /** A file with settings of Spark's own, {@code spark.executor.memory=2g}. */
    static final String SETTINGS = "spark.settings";

    private static final List<String> HANDED_OVER =
            List.of(
                    "exp", "spec", "quick", "set", "out", "restart", "verify", "master", "workers",
                    "partial", "shard", "merge", SETTINGS);

    private SparkMain() {}

    /** Exit status as that of the program. */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        for (String property : HANDED_OVER) {
            if (System.getProperty(property, "").isEmpty()) {
                System.clearProperty(property);
            }
        }
        String file = System.getProperty(SETTINGS);
        if (file != null) {
            Properties settings = new Properties();
            try (Reader reader = Files.newBufferedReader(Path.of(file))) {
                settings.load(reader);
            }
            settings.stringPropertyNames()
                    .forEach(name -> System.setProperty(name, settings.getProperty(name)));
        }
        Main.main(arguments);
    }
}
