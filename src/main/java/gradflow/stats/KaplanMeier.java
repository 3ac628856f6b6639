package gradflow.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Times to an event when some were not waited for (E. L. Kaplan and P. Meier, <i>Nonparametric
 * estimation from incomplete observations</i>, JASA 53, 1958).
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
     * The share that is left from a time on.
     *
     * @param time of one or more events
     * @param left without the event, 0 … 1
     */
    public record Step(double time, double left) {}

    /**
     * The curve of those that are left without the event: a step down at every time of one.
     *
     * @param observations in any order
     * @return its steps, in the order of time; before the first, all are left
     */
    public static List<Step> curve(List<Observation> observations) {
        Observation[] sorted = observations.toArray(Observation[]::new);
        // At equal times events come first: who is censored then was still waiting.
        Arrays.sort(
                sorted,
                Comparator.comparingDouble(Observation::time)
                        .thenComparing(Observation::event, Comparator.reverseOrder()));
        List<Step> steps = new ArrayList<>();
        double surviving = 1;
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i].event()) {
                double atRisk = sorted.length - i;
                surviving *= (atRisk - 1) / atRisk;
                int last = steps.size() - 1;
                if (last >= 0 && steps.get(last).time() == sorted[i].time()) {
                    steps.remove(last);
                }
                steps.add(new Step(sorted[i].time(), surviving));
            }
        }
        return steps;
    }

    /**
     * The first time at which at most half are left without the event; empty if there is none.
     *
     * @param observations in any order
     * @return a time, in the observations' unit
     */
    public static OptionalDouble median(List<Observation> observations) {
        // Products of fractions such as 3/4·2/3 miss one half by an ulp or two.
        return curve(observations).stream()
                .filter(step -> step.left() <= 0.5 + 1e-12)
                .mapToDouble(Step::time)
                .findFirst();
    }
}
