package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Naming;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Extremes;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Plot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How probably each contender is better than its baseline, from improvement.csv. */
final class Improvements implements Figure {
    private static final String FILE = "improvement.csv";

    /** Words that need to be told of what they are. */
    private static final Set<String> SAY_NOTHING = Set.of("none", "true", "false");

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet(FILE).map(Improvements::draw);
    }

    private static Drawing draw(CheckedTable sheet) {
        Set<String> telling = telling(sheet);
        FigureRows rows =
                new FigureRows("contender", "cell", "setting", "value", "low", "high", "runs");
        for (int row = 0; row < sheet.size(); row++) {
            rows.add(
                    words(sheet.text(row, "contender"), telling),
                    sheet.text(row, "cell"),
                    setting(sheet.text(row, "block")),
                    sheet.number(row, "improvement"),
                    sheet.number(row, "improvement_low"),
                    sheet.number(row, "improvement_high"),
                    sheet.whole(row, "runs"));
        }
        String setting = rows.distinct("setting").get(0);
        String seen =
                Extremes.ofRows(
                        rows,
                        "contender",
                        "value",
                        row -> rows.value(row, "setting").equals(setting),
                        "largest",
                        "smallest",
                        Numbers::percent);
        return new Plot("improvement", rows)
                .choice("setting")
                .sketch(Drawing.Sketch.Mark.BAR, "contender", "value", false)
                .draw(
                        "How probably a run is better than the baseline's",
                        "Over all blocks: %s Probability that a run has a smaller test loss than one of the baseline, %s, with Cliff's 95 %% interval; an interval that crosses the line in the middle shows no difference."
                                .formatted(seen, baseline(sheet)),
                        FILE);
    }

    /** The settings without which two contenders, or one and a baseline, would have one name. */
    private static Set<String> telling(CheckedTable sheet) {
        List<String> contenders =
                Stream.of("contender", "baseline")
                        .flatMap(column -> sheet.rows().mapToObj(row -> sheet.text(row, column)))
                        .distinct()
                        .toList();
        Set<String> telling =
                contenders.stream()
                        .flatMap(contender -> parts(contender, true))
                        .map(part -> part.substring(0, part.indexOf('=')))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<String> settings = new ArrayList<>(telling);
        Collections.reverse(settings);
        for (String setting : settings) {
            telling.remove(setting);
            if (contenders.stream().map(c -> words(c, telling)).distinct().count()
                    < contenders.size()) {
                telling.add(setting);
            }
        }
        return telling;
    }

    /** "tbpttLength=2 LSTM" in the words of the other figures: LSTM, truncation length 2. */
    private static String words(String settings, Set<String> telling) {
        return Stream.concat(
                        parts(settings, false),
                        parts(settings, true)
                                .filter(
                                        part ->
                                                telling.contains(
                                                        part.substring(0, part.indexOf('=')))))
                .map(Improvements::word)
                .collect(Collectors.joining(", "));
    }

    private static String words(String settings) {
        return Stream.concat(parts(settings, false), parts(settings, true))
                .map(Improvements::word)
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> parts(String settings, boolean named) {
        return Stream.of(settings.split(" ", -1)).filter(part -> part.contains("=") == named);
    }

    /** A word says what it is, a number not. */
    private static String word(String part) {
        int split = part.indexOf('=');
        String value = part.substring(split + 1);
        if (split < 0 || (value.matches("\\p{Alpha}.*") && !SAY_NOTHING.contains(value))) {
            return value;
        }
        String column = part.substring(0, split).replaceAll("(?=\\p{Upper})", "_");
        return Naming.words(column.toLowerCase(Locale.ROOT), value);
    }

    /** One for all, or that of each cell. */
    private static String baseline(CheckedTable sheet) {
        List<String> baselines =
                IntStream.range(0, sheet.size())
                        .mapToObj(row -> sheet.text(row, "baseline"))
                        .distinct()
                        .toList();
        String first = baselines.get(0);
        return baselines.size() == 1
                ? words(first)
                : "the same cell with "
                        + parts(first, true)
                                .map(Improvements::word)
                                .collect(Collectors.joining(", "));
    }

    private static String setting(String block) {
        return block.equals("all") ? "all blocks" : words(block);
    }
}
