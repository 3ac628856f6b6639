package gradflow.sweep.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NativeThreadsTest {

    @Test
    void everyLibraryStaysOnTheCallingThread() {
        Map<String, Integer> counts =
                CompletableFuture.supplyAsync(
                                () -> {
                                    NativeThreads.pinToOne();
                                    return NativeThreads.counts();
                                })
                        .join();
        assertThat(counts)
                .containsOnlyKeys("ND4J_maxThreads", "ND4J_maxMasterThreads", "OpenBLAS", "OpenMP");
        assertThat(counts.values()).containsOnly(1);
    }

    /** ND4J splits sums of 4,000 numbers and more by a count that is fixed when it is loaded. */
    @Test
    void sumsHaveTheSameBitsWhateverTheEnvironmentSays() throws Exception {
        String expected = reductions("1");
        assertThat(expected).startsWith("BITS ").endsWith("FOUND 1");
        assertThat(reductions("2")).isEqualTo(expected.replace("FOUND 1", "FOUND 2"));
        assertThat(reductions("4")).isEqualTo(expected.replace("FOUND 1", "FOUND 4"));
        assertThat(reductions(null)).isEqualTo(expected.replace("FOUND 1", "FOUND null"));
    }

    /** Otherwise the test above could not fail. */
    @Test
    void withoutPinningTheyDiffer() throws Exception {
        assertThat(reductions("4", "as-it-is")).isNotEqualTo(reductions("1", "as-it-is"));
    }

    @Test
    void aLibraryThatDoesNotObeyStopsEverything() {
        assertThatThrownBy(() -> NativeThreads.check(Map.of("ND4J_maxThreads", 4)))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "ND4J_maxThreads has 4 threads, one is needed; set OMP_NUM_THREADS=1 in the"
                                + " environment");
    }

    @Test
    void theKernelsOfOpenBlasAreNamed() {
        assertThat(NativeThreads.openBlas()).startsWith("OpenBLAS 0.3.");
    }

    private static String reductions(String threads, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reductions.class.getName());
        java.command().addAll(List.of(arguments));
        java.environment()
                .keySet()
                .removeAll(List.of("OMP_NUM_THREADS", "SD_MAX_THREADS", "SD_MASTER_THREADS"));
        if (threads != null) {
            java.environment().put("OMP_NUM_THREADS", threads);
        }
        Process process = java.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed.lines()
                .filter(line -> line.startsWith("BITS") || line.startsWith("FOUND"))
                .collect(Collectors.joining(" "));
    }
}
