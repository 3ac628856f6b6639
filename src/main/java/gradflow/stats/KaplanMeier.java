package gradflow.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The median time to an event when some were not waited for (E. L. Kaplan and P. Meier,
 * <i>Nonparametric estimation from incomplete observations</i>, JASA 53, 1958).
 */
public final class KaplanMeier {
    private KaplanMeier() {}

    /**
     * A time that was observed.
     *
     * @param time until the event, or until observation ended
     * @param event whether the event was seen; otherwise the time is censored
     */
    public record Observation(double time, boolean event) {}

    /**
     * The first time at which at most half are left without the event; empty if there is none.
     *
     * @param observations in any order
     * @return a time, in the observations' unit
     */
    public static OptionalDouble median(List<Observation> observations) {
        Observation[] sorted = observations.toArray(Observation[]::new);
        // At equal times events come first: who is censored then was still waiting.
        Arrays.sort(
                sorted,
                Comparator.comparingDouble(Observation::time)
                        .thenComparing(Observation::event, Comparator.reverseOrder()));
        double surviving = 1;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i].event()) {
                double atRisk = sorted.length - i;
                surviving *= (atRisk - 1) / atRisk;
                // Products of fractions such as 3/4·2/3 miss one half by an ulp or two.
                if (surviving <= 0.5 + 1e-12) {
                    return OptionalDouble.of(sorted[i].time());
                }
            }
        }
        return OptionalDouble.empty();
    }
}
