package gradflow.claim;

import java.util.Locale;

/**
 * A claim with its numbers.
 *
 * @param claim the claim
 * @param runs how many runs of its condition have a number
 * @param mean over the seeds, of the condition that is worst for the claim
 * @param low lower end of the mean's 95 % interval
 * @param high upper end of it
 * @param verdict what they say
 */
public record Judgement(
        Claim claim, int runs, double mean, double low, double high, Verdict verdict) {

    /**
     * One line for the console.
     *
     * @return verdict, note, sentence, and in brackets id, column, mean, interval and what was
     *     claimed
     */
    public String line() {
        String versus = claim.versusText().isEmpty() ? "" : ", " + claim.versusText();
        String margin =
                claim.margin() == 0 ? "" : String.format(Locale.ROOT, " ± %.6g", claim.margin());
        return String.format(
                Locale.ROOT,
                "%-12s  note %2d  %s [%s: %s = %.6g (%.6g … %.6g)%s; %s %.6g%s; %d runs]",
                verdict.word(),
                claim.note(),
                claim.says(),
                claim.id(),
                claim.column(),
                mean,
                low,
                high,
                versus,
                claim.relation().label(),
                claim.value(),
                margin,
                runs);
    }
}
