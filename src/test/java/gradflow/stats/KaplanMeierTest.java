package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.stats.KaplanMeier.Observation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KaplanMeierTest {

    /**
     * Remission of leukaemia in weeks, E. J. Freireich et al., Blood 21 (1963): medians 23 and 8.
     */
    @Test
    void agreesWithTheRemissionTimesOfFreireich() {
        assertThat(
                        KaplanMeier.median(
                                observations(
                                        "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+"
                                                + " 32+ 34+ 35+")))
                .hasValue(23);
        assertThat(
                        KaplanMeier.median(
                                observations("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23")))
                .hasValue(8);
    }

    @Test
    void thereIsNoMedianWhileMoreThanHalfAreCensored() {
        assertThat(KaplanMeier.median(observations("10 20 100+ 100+ 100+"))).isEmpty();
        assertThat(KaplanMeier.median(observations("10 20 30 100+ 100+"))).hasValue(30);
        assertThat(KaplanMeier.median(observations("10 20 100+ 100+"))).hasValue(20);
        assertThat(KaplanMeier.median(List.of())).isEmpty();
    }

    private static List<Observation> observations(String text) {
        return Arrays.stream(text.split(" ", -1))
                .map(
                        time ->
                                new Observation(
                                        Double.parseDouble(time.replace("+", "")),
                                        !time.endsWith("+")))
                .collect(Collectors.toList());
    }

    @Test
    void orderDoesNotMatter() {
        List<Observation> one = observations("3 1+ 2 5");
        List<Observation> other = Stream.of(3, 1, 0, 2).map(one::get).collect(Collectors.toList());
        assertThat(KaplanMeier.median(other)).isEqualTo(KaplanMeier.median(one)).hasValue(3);
    }

    /** Kaplan and Meier by hand: 1/4 falls at 1; the one censored at 2 leaves two at risk at 3. */
    @Test
    void theCurveStepsDownAtEveryEvent() {
        assertThat(
                        KaplanMeier.curve(
                                List.of(
                                        new KaplanMeier.Observation(3, true),
                                        new KaplanMeier.Observation(1, true),
                                        new KaplanMeier.Observation(2, false),
                                        new KaplanMeier.Observation(5, false))))
                .containsExactly(new KaplanMeier.Step(1, 0.75), new KaplanMeier.Step(3, 0.375));
    }

    @Test
    void equalTimesAreOneStep() {
        assertThat(
                        KaplanMeier.curve(
                                List.of(
                                        new KaplanMeier.Observation(1, true),
                                        new KaplanMeier.Observation(1, true))))
                .containsExactly(new KaplanMeier.Step(1, 0));
        assertThat(KaplanMeier.curve(List.of(new KaplanMeier.Observation(1, false)))).isEmpty();
    }
}
