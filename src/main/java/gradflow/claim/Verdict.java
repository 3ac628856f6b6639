package gradflow.claim;

import gradflow.stats.Interval;
import java.util.Locale;

/** What the numbers say about a claim. */
public enum Verdict {
    /** The whole interval is where the claim has it. */
    CONFIRMED,
    /** The whole interval is where the claim does not have it. */
    REFUTED,
    /** The interval reaches into both, or a number is missing. */
    INCONCLUSIVE;

    /**
     * The word in claims.csv.
     *
     * @return in lower case
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verdict on a claim by an interval; inconclusive if an end is NaN. */
    static Verdict of(Claim claim, Interval interval) {
        double below = claim.value() - claim.margin();
        double above = claim.value() + claim.margin();
        return switch (claim.relation()) {
            case BELOW -> of(interval.high() < below, interval.low() >= below);
            case ABOVE -> of(interval.low() > above, interval.high() <= above);
            case WITHIN ->
                    of(
                            interval.low() >= below && interval.high() <= above,
                            interval.high() < below || interval.low() > above);
        };
    }

    private static Verdict of(boolean right, boolean wrong) {
        return right ? CONFIRMED : wrong ? REFUTED : INCONCLUSIVE;
    }
}
