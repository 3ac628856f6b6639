package gradflow.flow.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was found, in words.
 *
 * @param findings the worst first
 */
public record Diagnosis(List<Finding> findings) {
    private static final List<Rule> ILLNESSES =
            List.of(
                    new NotFinite(),
                    new Exploding(),
                    new Vanishing(),
                    new NoGradient(),
                    new Dead(),
                    new CutByTruncation());
    private static final Rule HEALTHY = new Healthy();
    private static final Rule UNSEEN = new Unseen();

    /** Keeps a copy. */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /**
     * Applies every rule.
     *
     * @param evidence what was measured
     * @param measures what helped in this laboratory
     * @return a layer of which no rule finds an illness is called healthy
     */
    public static Diagnosis of(Symptoms evidence, Measures measures) {
        List<Finding> findings = new ArrayList<>();
        ILLNESSES.forEach(rule -> findings.addAll(rule.find(evidence, measures)));
        boolean ill = findings.stream().anyMatch(finding -> finding.layer() == null);
        List<Integer> layers = findings.stream().map(Finding::layer).toList();
        HEALTHY.find(evidence, measures).stream()
                .filter(finding -> !ill && !layers.contains(finding.layer()))
                .forEach(findings::add);
        if (findings.isEmpty()) {
            findings.add(
                    new Finding(
                            "nothing measured",
                            null,
                            null,
                            null,
                            "the network: no gradient could be followed through time; it needs a"
                                    + " recurrent layer and at least one training step."));
        }
        findings.addAll(UNSEEN.find(evidence, measures));
        return new Diagnosis(findings);
    }

    /**
     * The sentences.
     *
     * @return one for each finding
     */
    public Stream<String> sentences() {
        return findings.stream().map(Finding::sentence);
    }

    /**
     * The sentences, a line each.
     *
     * @return without a line break at the end
     */
    public String text() {
        return String.join("\n", sentences().toList());
    }
}
