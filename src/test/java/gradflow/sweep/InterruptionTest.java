package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.sweep.provenance.NativeEnvironment;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that was asked to end does, whatever its last words are. */
class InterruptionTest {
    private static final int LATEST_SECONDS = 10;

    /** Has last words without an end. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            if (arguments[0].equals("libraries")) {
                NativeEnvironment.askForOneThread();
            }
            try (Interruption asked = new Interruption(Child::sleep)) {
                System.out.println("ready");
                TimeUnit.MINUTES.sleep(1);
            }
        }

        private static void sleep() {
            try {
                TimeUnit.MINUTES.sleep(1);
            } catch (InterruptedException woken) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void endsSoon(String libraries) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                libraries)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(child.inputReader().readLine()).isEqualTo("ready");
        long start = System.nanoTime();
        child.destroy();
        try {
            assertThat(child.waitFor(LATEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(1.5);
        assertThat(child.exitValue()).isEqualTo(128 + 15);
    }

    @Test
    void lastWordsWithoutAnEndAreCutOff() throws Exception {
        endsSoon("none");
        endsSoon("libraries");
    }

    /** The clock of the operating system alone: nothing in this process ends it. */
    @Test
    void theOperatingSystemEndsWhatDoesNotEnd() throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Alarmed.class.getName())
                        .start();
        try {
            assertThat(child.waitFor(2 * LATEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.exitValue()).isEqualTo(128 + 14);
    }

    /** Waits for a minute, and has asked for an end after one second. */
    static final class Alarmed {
        private Alarmed() {}

        public static void main(String[] arguments) throws InterruptedException {
            NativeEnvironment.askForOneThread();
            NativeEnvironment.endAfter(1);
            TimeUnit.MINUTES.sleep(1);
        }
    }
}
