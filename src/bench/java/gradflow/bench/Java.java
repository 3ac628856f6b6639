package gradflow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Processes as a user's would be: with the flags of {@code .mvn/jvm.config}, on one thread. */
public final class Java {
    /** What is set in the environment of every process that is measured. */
    public static final Map<String, String> ENVIRONMENT =
            Map.of("OMP_NUM_THREADS", "1", "MKL_NUM_THREADS", "1");

    /** What is removed there, so that every library chooses its kernels itself. */
    public static final List<String> REMOVED = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    private Java() {}

    /** The command of a program on this process's classes. */
    public static List<String> command(String mainClass, String... arguments) {
        return command(flags(), mainClass, arguments);
    }

    /** The command of a program on this process's classes with other flags. */
    public static List<String> command(List<String> flags, String mainClass, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** The flags of {@code .mvn/jvm.config} but for those that the compiler needs. */
    public static List<String> flags() {
        try (Stream<String> lines = Files.lines(Path.of(".mvn", "jvm.config"))) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("-") && !line.contains("jdk.compiler"))
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .toList();
        } catch (IOException notHere) {
            throw new IllegalStateException("run this in the project's root", notHere);
        }
    }

    /** A process to be started, whose environment is as it should be. */
    public static ProcessBuilder process(List<String> command, Map<String, String> more) {
        ProcessBuilder process = new ProcessBuilder(command);
        REMOVED.forEach(process.environment()::remove);
        process.environment().putAll(ENVIRONMENT);
        process.environment().putAll(more);
        return process;
    }
}
