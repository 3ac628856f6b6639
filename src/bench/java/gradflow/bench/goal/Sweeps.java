package gradflow.bench.goal;

import gradflow.bench.Java;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sweeps in processes of their own, timed from start to end. */
final class Sweeps {
    private Sweeps() {}

    /**
     * Runs one.
     *
     * @param flags of Java
     * @param classPath with the program
     * @param environment what is set in it
     * @param removed what is removed from it
     * @param out where its results go
     * @param properties of the program, without their {@code -D}
     * @return seconds
     */
    static double seconds(
            List<String> flags,
            String classPath,
            Map<String, String> environment,
            List<String> removed,
            Path out,
            List<String> properties)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        properties.forEach(property -> command.add("-D" + property));
        command.addAll(List.of("-Dout=" + out, "-cp", classPath, "gradflow.Main"));
        ProcessBuilder builder = Java.process(command, environment);
        removed.forEach(builder.environment()::remove);
        delete(out);
        Path log = Files.createTempFile("sweep", ".log");
        long start = System.nanoTime();
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
        } catch (InterruptedException interrupted) {
            process.destroy();
            throw new IllegalStateException(interrupted);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(log);
        return seconds;
    }

    /** This process's own classes. */
    static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** Whether the runs of two folders have the same bytes. */
    static boolean same(Path one, Path other) throws IOException {
        for (String file : List.of("runs.csv", "gradients.csv", "summary.csv")) {
            Path first = find(one, file);
            if (Files.mismatch(first, other.resolve(one.relativize(first))) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static Path find(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
