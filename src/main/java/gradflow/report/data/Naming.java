package gradflow.report.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the conditions of a table are called, by its columns of settings. */
public final class Naming {
    private static final String CELL = "cell";
    private static final String ACTIVATION = "activation";
    private static final String PLAIN = "SimpleRnn";

    /** Settings of the problem rather than of what is tried on it. */
    private static final Set<String> BLOCKS =
            Set.of(
                    "task",
                    "sequence_length",
                    "sequences",
                    "classes",
                    "sizing",
                    "tbptt_length",
                    "loss",
                    "layers");

    /** What lines are coloured by where no cell is compared. */
    private static final List<String> INSTEAD = List.of(ACTIVATION, "descent");

    private final CheckedTable sheet;
    private final String lead;
    private final boolean withActivation;
    private final List<String> others;
    private final String fixedCell;

    private Naming(
            CheckedTable sheet,
            String lead,
            boolean withActivation,
            List<String> others,
            String fixedCell) {
        this.sheet = sheet;
        this.lead = lead;
        this.withActivation = withActivation;
        this.others = others;
        this.fixedCell = fixedCell;
    }

    /**
     * The names of a table's rows.
     *
     * @param folder whose grid says which columns are settings
     * @param sheet with those columns
     * @return their names
     */
    public static Naming of(ReportFolder folder, CheckedTable sheet) {
        List<String> factors =
                new ArrayList<>(folder.factors().stream().filter(sheet::has).toList());
        String lead =
                factors.contains(CELL)
                        ? CELL
                        : INSTEAD.stream().filter(factors::contains).findFirst().orElse("");
        boolean withActivation = lead.equals(CELL) && factors.contains(ACTIVATION);
        factors.remove(lead);
        if (withActivation && belongsToTheCell(sheet)) {
            factors.remove(ACTIVATION);
        }
        for (int last = factors.size() - 1; last >= 0; last--) {
            if (saysNothing(sheet, lead, factors, factors.get(last))) {
                factors.remove(last);
            }
        }
        return new Naming(sheet, lead, withActivation, factors, folder.fixed(CELL));
    }

    /** Gated cells have one activation each, so that naming it says nothing. */
    private static boolean belongsToTheCell(CheckedTable sheet) {
        return sheet.rows()
                        .filter(row -> !sheet.text(row, CELL).equals(PLAIN))
                        .mapToObj(row -> sheet.text(row, CELL) + sheet.text(row, ACTIVATION))
                        .distinct()
                        .count()
                == sheet.rows()
                        .filter(row -> !sheet.text(row, CELL).equals(PLAIN))
                        .mapToObj(row -> sheet.text(row, CELL))
                        .distinct()
                        .count();
    }

    /** Whether the other settings tell conditions apart without this one. */
    private static boolean saysNothing(
            CheckedTable sheet, String lead, List<String> factors, String factor) {
        List<String> all = new ArrayList<>(factors);
        if (!lead.isEmpty()) {
            all.add(lead);
        }
        List<String> others = new ArrayList<>(all);
        others.remove(factor);
        return distinct(sheet, others) == distinct(sheet, all);
    }

    private static long distinct(CheckedTable sheet, List<String> columns) {
        return sheet.rows()
                .mapToObj(row -> columns.stream().map(c -> sheet.text(row, c)).toList())
                .distinct()
                .count();
    }

    /**
     * What a row's line is called.
     *
     * @return as in a legend
     */
    public String cell(int row) {
        if (lead.isEmpty()) {
            return fixedCell.isEmpty() ? "all runs" : fixedCell;
        }
        String cell = sheet.text(row, lead);
        return withActivation && cell.equals(PLAIN)
                ? cell + " " + sheet.text(row, ACTIVATION)
                : cell;
    }

    /**
     * The other settings that vary, in words; empty if none does.
     *
     * @return settings with commas between them
     */
    public String setting(int row) {
        return words(row, factor -> true);
    }

    /**
     * What has to be learned, of the settings that vary: task, length and so on.
     *
     * @return in words; empty if only one thing is learned
     */
    public String block(int row) {
        return words(row, BLOCKS::contains);
    }

    /**
     * The cell and how it was treated: all settings that vary but those of {@link #block}.
     *
     * @return in words
     */
    public String contender(int row) {
        String treatment = words(row, factor -> !BLOCKS.contains(factor));
        return treatment.isEmpty() ? cell(row) : cell(row) + ", " + treatment;
    }

    private String words(int row, Predicate<String> wanted) {
        return others.stream()
                .filter(wanted)
                .filter(factor -> !sheet.text(row, factor).equals("default"))
                .map(factor -> words(factor, sheet.text(row, factor)))
                .collect(Collectors.joining(", "));
    }

    /**
     * Words of settings without one of them, which is on an axis of its own.
     *
     * @return words joined by commas
     */
    public static String without(String setting, String factor, String value) {
        List<String> words = new ArrayList<>(List.of(setting.split(", ", -1)));
        words.remove(words(factor, value));
        return String.join(", ", words);
    }

    /**
     * A setting's value as it is read aloud: {@code sequence length 50}, {@code clipping}.
     *
     * @return one or a few words
     */
    public static String words(String factor, String value) {
        Set<String> speakForThemselves =
                Set.of(
                        "task",
                        "mitigation",
                        "loss",
                        "optimizer",
                        "implementation",
                        "sizing",
                        "initialization");
        if (speakForThemselves.contains(factor)) {
            return value.equals("none") ? "no " + factor : value;
        }
        String name = factor.equals("tbptt_length") ? "truncation length" : factor;
        return "%s %s".formatted(name.replace('_', ' ').toLowerCase(Locale.ROOT), value);
    }
}
