package gradflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a process of its own. */
final class ChildProgram {
    private ChildProgram() {}

    /**
     * A command that is not yet started.
     *
     * @param before what stands before {@code java}, such as another program that starts it
     * @param flags of the Java machine
     * @param properties of ours, without their {@code -D}
     */
    static ProcessBuilder command(
            List<String> before, List<String> flags, List<String> properties) {
        List<String> words = new ArrayList<>(before);
        words.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        words.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0"));
        words.addAll(flags);
        properties.forEach(property -> words.add("-D" + property));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        ProcessBuilder child = new ProcessBuilder(words).redirectErrorStream(true);
        child.environment().put("OMP_NUM_THREADS", "1");
        return child;
    }

    /** Starts it and reads all that it prints, but for the lines of the logging library. */
    static List<String> lines(Process child) throws IOException {
        try (var printed = child.inputReader()) {
            return printed.lines().filter(line -> !line.contains("SLF4J")).toList();
        }
    }
}
