package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
        assertThat(counts).containsOnlyKeys("ND4J", "OpenBLAS", "OpenMP");
        assertThat(counts.values()).containsOnly(1);
    }
}
