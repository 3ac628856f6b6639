package gradflow.claim;

import java.util.Locale;

/** What a verdict on our sentence means for the sentence of the teaching note. */
public enum OnNote {
    /** The note has it right. */
    SUPPORTED,
    /** The note has it wrong, or it does not hold as it stands. */
    CONTRADICTED,
    /** Nothing follows for the note. */
    OPEN,
    /** The sentence is ours; the note says nothing about it. */
    OURS;

    /**
     * The word in claims.csv.
     *
     * @return in small letters
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OnNote of(Claim claim, Verdict verdict) {
        if (claim.note() == null) {
            return OURS;
        }
        return switch (verdict) {
            case CONFIRMED -> claim.bears() == Bearing.FOR ? SUPPORTED : CONTRADICTED;
            case REFUTED -> claim.bears() == Bearing.FOR ? CONTRADICTED : OPEN;
            case INCONCLUSIVE -> OPEN;
        };
    }
}
