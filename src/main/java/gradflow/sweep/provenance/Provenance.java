package gradflow.sweep.provenance;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.matrix.Engine;
import gradflow.model.RunSpec;
import gradflow.model.settings.Computed;
import gradflow.plan.ExperimentSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oshi.SystemInfo;

/** What results came from, for their manifest. */
public final class Provenance {
    private static final String UNKNOWN = "unknown";

    /** Asked for once: a process goes on with the classes that it began with. */
    private static final String COMMIT = readCommit();

    private static final String CPU = readCpu();

    private Provenance() {}

    /**
     * The facts, in the order of the manifest.
     *
     * @return name to value, as JSON has it
     */
    public static Map<String, Object> of(ExperimentSpec spec, int workers) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", spec.name());
        facts.put("experiment", spec.resolved());
        facts.put("arithmetic", arithmetic(spec).label());
        facts.putAll(machine());
        facts.put("workers", workers);
        facts.put("threads_per_run", NativeThreads.counts());
        facts.put("openblas", NativeThreads.openBlas());
        facts.put("environment", NativeEnvironment.asFound());
        return facts;
    }

    /** The program, its libraries, and what it runs on, in the order of the manifest. */
    public static Map<String, Object> machine() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("git_commit", COMMIT);
        facts.put("libraries", Libraries.loaded());
        facts.put("jdk", jdk());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("cpu", CPU);
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("vector_bits", Engine.vectorBits());
        return facts;
    }

    /** Fast if any run is. */
    static Arithmetic arithmetic(ExperimentSpec spec) {
        boolean fast =
                spec.runs().stream()
                        .map(RunSpec::settings)
                        .anyMatch(
                                settings ->
                                        settings instanceof Computed computed
                                                && computed.arithmetic() == Arithmetic.FAST);
        return fast ? Arithmetic.FAST : Arithmetic.PORTABLE;
    }

    static String jdk() {
        return System.getProperty("java.vm.name")
                + " "
                + System.getProperty("java.runtime.version");
    }

    /** The commit, with "+changes" if what determines the results differs from it. */
    private static String readCommit() {
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
            Process git = command(arguments).start();
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

    /** Asking for the state must not write .git/index.lock, which would stop another git. */
    static ProcessBuilder command(String... arguments) {
        List<String> words = new ArrayList<>(List.of("git"));
        words.addAll(List.of(arguments));
        ProcessBuilder git = new ProcessBuilder(words);
        git.environment().put("GIT_OPTIONAL_LOCKS", "0");
        return git.redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    private static String readCpu() {
        try {
            return new SystemInfo().getHardware().getProcessor().getName();
        } catch (LinkageError | RuntimeException unsupported) {
            return System.getProperty("os.arch");
        }
    }
}
