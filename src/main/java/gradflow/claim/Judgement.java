package gradflow.claim;

import gradflow.console.TextTable;
import java.util.List;
import java.util.Locale;

/**
 * A claim with its numbers.
 *
 * @param claim the claim
 * @param runs how many runs of its conditions have a number
 * @param mean over the seeds, of the condition that decides
 * @param low lower end of that mean's 95 % interval
 * @param high upper end of it
 * @param verdict what the conditions say
 * @param conditions how many have a number
 * @param decidedBy the condition that decides: of a claim that is refuted the one whose test
 *     against it is clearest, otherwise the one that supports it least
 * @param pValue of a refuted claim that of this test after Holm's correction over the conditions;
 *     otherwise the largest one of the tests that a condition's mean lies at the boundary of what
 *     is claimed
 */
public record Judgement(
        Claim claim,
        int runs,
        double mean,
        double low,
        double high,
        Verdict verdict,
        int conditions,
        String decidedBy,
        double pValue) {

    /**
     * Judgements for the console: verdict, note, and the sentence with its numbers.
     *
     * @param judgements in the order of their lines
     * @return a line or a few for each, at most 80 characters wide
     */
    public static List<String> lines(List<Judgement> judgements) {
        TextTable table = new TextTable().text("").text("").text("");
        for (Judgement one : judgements) {
            String note = one.claim.note() == null ? "ours" : "note " + one.claim.note();
            table.row(one.verdict.word(), note, one.sentence());
        }
        return table.lines();
    }

    /**
     * The claim with its numbers in words.
     *
     * @return its sentence, and in brackets id, column, mean, interval and what was claimed
     */
    public String sentence() {
        String versus = claim.versusText().isEmpty() ? "" : ", " + claim.versusText();
        String margin =
                claim.margin() == 0 ? "" : String.format(Locale.ROOT, " ± %.6g", claim.margin());
        return String.format(
                Locale.ROOT,
                "%s [%s: %s = %.6g (%.6g … %.6g)%s; %s %.6g%s; %d runs%s]",
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
                runs,
                conditions > 1 ? ", decided by " + decidedBy : "");
    }
}
