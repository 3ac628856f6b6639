package gradflow.flow.diagnosis;

import gradflow.results.StoredTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What helped against a gradient that vanishes, as the committed results have it: ranking.csv of
 * the experiment {@code mitigations}, over all its tasks. No figure stands in the code.
 */
public final class Measures {
    private static final Path COMMITTED = Path.of("results", "mitigations", "ranking.csv");
    private static final String PACKED = "ranking.csv";
    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final String SOURCE = "results/mitigations/ranking.csv";

    private final List<Measure> measures;

    private Measures(List<Measure> measures) {
        this.measures = measures;
    }

    /**
     * The results in the working directory, or else those that came with the program.
     *
     * @return no measures where neither is there or can be read
     */
    public static Measures committed() {
        try {
            if (Files.isRegularFile(COMMITTED)) {
                return of(StoredTable.read(COMMITTED));
            }
            try (InputStream packed = Measures.class.getResourceAsStream(PACKED)) {
                return packed == null
                        ? new Measures(List.of())
                        : of(
                                StoredTable.parse(
                                        new String(packed.readAllBytes(), StandardCharsets.UTF_8)));
            }
        } catch (IOException unreadable) {
            return new Measures(List.of());
        }
    }

    /**
     * The measures of a ranking.
     *
     * @param ranking with the columns of ranking.csv
     * @return those over all blocks
     */
    public static Measures of(StoredTable ranking) {
        int place = ranking.columns().indexOf("place");
        return new Measures(
                IntStream.range(0, ranking.rows().size())
                        .filter(
                                row ->
                                        ranking.rows().get(row).stream()
                                                .limit(Math.max(0, place))
                                                .allMatch(ALL::equals))
                        .mapToObj(row -> Measure.of(ranking, row))
                        .toList());
    }

    /** What helped such a cell, and what was best of all. */
    String against(String cell) {
        if (measures.isEmpty()) {
            return "Results of this laboratory are not at hand.";
        }
        List<Measure> helped = of(cell, Measure::helped);
        String own =
                helped.isEmpty()
                        ? "No measure helped %s measurably in this laboratory (%s)"
                                .formatted(cell(cell), SOURCE)
                        : "Measures that helped %s in this laboratory (%s): %s"
                                .formatted(cell(cell), SOURCE, listed(helped));
        Measure best = measures.get(0);
        return "%s; first of all was %s with %s, %s."
                .formatted(own, best.cell(), best.mitigation(), best.solvedOf());
    }

    /** What clipping did for such a cell. */
    String ofClipping(String cell) {
        List<Measure> clipping =
                of(cell, m -> m.mitigation().startsWith("clip") && !m.mitigation().contains("+"));
        List<Measure> helped = clipping.stream().filter(Measure::helped).toList();
        if (!helped.isEmpty()) {
            return "Measures that helped %s in this laboratory (%s): %s."
                    .formatted(cell(cell), SOURCE, listed(helped));
        }
        return clipping.isEmpty()
                ? "Results of this laboratory say nothing about clipping here."
                : "Clipping bounds the step; in this laboratory (%s) it did not help %s measurably: %s, %s without."
                        .formatted(SOURCE, cell(cell), listed(clipping), baseline(cell));
    }

    /** What truncation did to such a cell. */
    String ofTruncation(String cell) {
        List<Measure> truncated = of(cell, m -> m.mitigation().equals("truncation"));
        return truncated.isEmpty()
                ? "Longer segments let more of it through."
                : "Longer segments let more of it through; in this laboratory (%s) %s with %s, %s without."
                        .formatted(SOURCE, cell(cell), listed(truncated), baseline(cell));
    }

    private String baseline(String cell) {
        return of(cell, m -> m.mitigation().equals(NONE)).stream()
                .findFirst()
                .map(Measure::solvedOf)
                .orElse("nothing known");
    }

    private List<Measure> of(String cell, Predicate<Measure> such) {
        return measures.stream().filter(m -> m.cell().equals(cell) && such.test(m)).toList();
    }

    private static String cell(String cell) {
        return "the " + cell;
    }

    private static String listed(List<Measure> measures) {
        return String.join(
                ", ", measures.stream().map(m -> m.mitigation() + " " + m.inWords()).toList());
    }

    /**
     * A cell with a mitigation, over all tasks.
     *
     * @param solved of how many runs
     * @param deltaHigh upper end of Cliff's delta against the cell's baseline; below 0 it is faster
     */
    private record Measure(
            String cell, String mitigation, int solved, int runs, Optional<Double> deltaHigh) {
        static Measure of(StoredTable ranking, int row) {
            return new Measure(
                    ranking.value(row, "cell"),
                    ranking.value(row, "mitigation"),
                    Integer.parseInt(ranking.value(row, "solved")),
                    Integer.parseInt(ranking.value(row, "runs")),
                    Optional.of(ranking.value(row, "cliffs_delta_high"))
                            .filter(text -> !text.isEmpty())
                            .map(Double::valueOf));
        }

        boolean helped() {
            return deltaHigh.isPresent() && deltaHigh.get() < 0;
        }

        String solvedOf() {
            return "%d of %d runs solved".formatted(solved, runs);
        }

        String inWords() {
            return "(" + solvedOf() + ")";
        }
    }
}
