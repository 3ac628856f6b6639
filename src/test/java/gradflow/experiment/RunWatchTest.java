package gradflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradflow.mistake.UserMistake;
import gradflow.model.RunLimits;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By a clock that the test moves. */
class RunWatchTest {
    private final AtomicLong nanos = new AtomicLong(-5);

    @Test
    void aRunEndsOnceItIsOverItsTime() {
        RunWatch watch = new RunWatch(new RunLimits(1.5, 0), nanos::get);
        nanos.addAndGet(1_500_000_000L);
        watch.check("before lag 7");
        watch.check(3, 1);
        nanos.incrementAndGet();
        assertThatThrownBy(() -> watch.check("before lag 8"))
                .isInstanceOf(UserMistake.class)
                .hasMessage("timeLimit: over its 1.5 seconds before lag 8; it ended there");
        assertThatThrownBy(() -> watch.check(4, 1))
                .hasMessage("timeLimit: over its 1.5 seconds after iteration 4; it ended there");
    }

    @Test
    void aRunMakesNoMoreIterationsThanItMay() {
        RunWatch watch = new RunWatch(new RunLimits(0, 10), nanos::get);
        watch.check(9, 1);
        watch.check(6, 4);
        assertThatThrownBy(() -> watch.check(10, 1))
                .hasMessage(
                        "iterationLimit: needs more than 10 iterations; it ended after iteration 10");
        assertThatThrownBy(() -> watch.check(8, 4)).hasMessageEndingWith("after iteration 8");
        assertThatThrownBy(() -> watch.check(0, Integer.MAX_VALUE))
                .hasMessageEndingWith("after iteration 0");
    }

    @Test
    void withoutLimitsNothingEnds() {
        RunWatch watch = new RunWatch(RunLimits.NONE, nanos::get);
        nanos.set(Long.MAX_VALUE / 2);
        assertThatCode(() -> watch.check(Integer.MAX_VALUE, 1)).doesNotThrowAnyException();
        assertThatCode(() -> watch.check("at its end")).doesNotThrowAnyException();
    }

    @Test
    void whatTheClockEndedIsToldApart() {
        RunSpec run = new RunSpec("a", "a", Map.of(), Map.of(), 1, TrainingSettings.DEFAULTS);
        RunWatch watch = new RunWatch(new RunLimits(1e-9, 0), nanos::get);
        nanos.addAndGet(2);
        UserMistake over = catchThrowableOfType(UserMistake.class, () -> watch.check("here"));
        assertThat(RunWatch.ended(Outcome.failed(run, over))).isTrue();
        assertThat(RunWatch.ended(Outcome.failed(run, new IllegalStateException("no")))).isFalse();
    }

    @Test
    void aFailureNamesWhatHadCausedIt() {
        RunSpec run = new RunSpec("a", "a", Map.of(), Map.of(), 1, TrainingSettings.DEFAULTS);
        Throwable cause = new OutOfMemoryError("Java heap space");
        Outcome failed = Outcome.failed(run, new IllegalStateException("no pass", cause));
        assertThat(failed.note())
                .startsWith("java.lang.IllegalStateException: no pass at gradflow.")
                .endsWith(", caused by java.lang.OutOfMemoryError: Java heap space");
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "NaN, 0", "Infinity, 0", "1, -1"})
    void limitsAreChecked(double time, int iterations) {
        assertThatThrownBy(() -> new RunLimits(time, iterations))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("Limit must be 0 (off) or ");
    }
}
