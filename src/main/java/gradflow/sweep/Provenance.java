package gradflow.sweep;

import gradflow.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What results came from, for their manifest. */
final class Provenance {
    private static final String UNKNOWN = "unknown";

    private Provenance() {}

    static Map<String, Object> of(ExperimentSpec spec, int workers) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", spec.name());
        facts.put("experiment", spec.resolved());
        facts.put("git_commit", commit());
        facts.put("libraries", Libraries.loaded());
        facts.put(
                "jdk",
                System.getProperty("java.vm.name")
                        + " "
                        + System.getProperty("java.runtime.version"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("cpu", cpu());
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("workers", workers);
        facts.put("threads_per_run", NativeThreads.counts());
        return facts;
    }

    /** The commit, with "+changes" if what determines the results differs from it. */
    private static String commit() {
        String commit = git("rev-parse", "HEAD");
        if (commit.isEmpty()) {
            return UNKNOWN;
        }
        boolean changed =
                !git("status", "--porcelain", "--", "pom.xml", "src", "experiments", "data")
                        .isEmpty();
        return changed ? commit + "+changes" : commit;
    }

    /** What git prints, or nothing if it fails or there is no git. */
    private static String git(String... arguments) {
        try {
            Process git =
                    new ProcessBuilder(
                                    Stream.concat(Stream.of("git"), Stream.of(arguments)).toList())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String printed =
                    new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? printed.strip() : "";
        } catch (IOException absent) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static String cpu() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
