package gradflow.console;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for the console: columns as wide as they need, texts to the left, numbers to the right,
 * no line above 80 characters.
 *
 * <p>Where a row does not fit, a last column of text is broken at blanks; without one, the texts
 * stand on a line of their own and the numbers below them, on as many lines as they need. A single
 * text that is longer than a line is left whole.
 */
public final class TextTable {
    /** Characters of a line at the most. */
    public static final int WIDTH = 80;

    private static final String GAP = "  ";
    private static final String INDENT = "    ";

    /** A text below this width is not broken; its column is then as wide as it needs. */
    private static final int LEAST_TEXT = 24;

    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> numbers = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Adds a column of texts, which come before those of numbers, or last.
     *
     * @param heading above it; a table whose headings are all empty has no line of them
     * @return this table
     */
    public TextTable text(String heading) {
        return column(heading, false);
    }

    /**
     * Adds a column of numbers.
     *
     * @param heading above it
     * @return this table
     */
    public TextTable number(String heading) {
        return column(heading, true);
    }

    private TextTable column(String heading, boolean isNumber) {
        headings.add(heading);
        numbers.add(isNumber);
        return this;
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     * @throws IllegalArgumentException if there are more or fewer than columns
     */
    public void row(List<String> cells) {
        if (cells.size() != headings.size()) {
            throw new IllegalArgumentException(
                    "got %d cells; needs %d".formatted(cells.size(), headings.size()));
        }
        rows.add(List.copyOf(cells));
    }

    /**
     * Adds a row.
     *
     * @param cells one for each column
     * @throws IllegalArgumentException if there are more or fewer than columns
     */
    public void row(String... cells) {
        row(List.of(cells));
    }

    /**
     * Lays the table out.
     *
     * @return its lines, headings first, without blanks at their ends
     */
    public List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        if (headings.stream().anyMatch(heading -> !heading.isEmpty())) {
            all.add(headings);
        }
        all.addAll(rows);
        int[] widths = new int[headings.size()];
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        int last = widths.length - 1;
        int before = last < 1 ? 0 : width(widths, 0, last) + GAP.length();
        if (before + widths[last] > WIDTH && !numbers.get(last) && WIDTH - before >= LEAST_TEXT) {
            return broken(all, widths, before);
        }
        List<Integer> starts = starts(widths);
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            for (int i = 0; i < starts.size(); i++) {
                int end = i + 1 < starts.size() ? starts.get(i + 1) : widths.length;
                String line = line(row, widths, starts.get(i), end);
                lines.add((i == 0 ? line : INDENT + line).stripTrailing());
            }
        }
        return lines;
    }

    /** The first column of each line that a row takes. */
    private List<Integer> starts(int[] widths) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        if (width(widths, 0, widths.length) <= WIDTH) {
            return starts;
        }
        int firstNumber = numbers.indexOf(true);
        if (firstNumber > 0) {
            starts.add(firstNumber);
        }
        for (int i = 1; i < widths.length; i++) {
            int start = starts.get(starts.size() - 1);
            int indent = start == 0 ? 0 : INDENT.length();
            if (i > start && indent + width(widths, start, i + 1) > WIDTH && i >= firstNumber) {
                starts.add(i);
            }
        }
        return starts;
    }

    private List<String> broken(List<List<String>> all, int[] widths, int before) {
        int last = widths.length - 1;
        List<String> lines = new ArrayList<>();
        for (List<String> row : all) {
            String start = last == 0 ? "" : line(row, widths, 0, last) + GAP;
            for (String part : parts(row.get(last), WIDTH - before)) {
                lines.add((start + part).stripTrailing());
                start = " ".repeat(before);
            }
        }
        return lines;
    }

    private static List<String> parts(String text, int width) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!part.isEmpty() && length(part.toString()) + 1 + length(word) > width) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : " ").append(word);
        }
        parts.add(part.toString());
        return parts;
    }

    private String line(List<String> row, int[] widths, int from, int to) {
        StringBuilder line = new StringBuilder();
        for (int i = from; i < to; i++) {
            String blanks = " ".repeat(widths[i] - length(row.get(i)));
            line.append(i == from ? "" : GAP);
            line.append(numbers.get(i) ? blanks + row.get(i) : row.get(i) + blanks);
        }
        return line.toString();
    }

    /** The width of some columns beside each other, with the gaps between them. */
    private static int width(int[] widths, int from, int to) {
        int width = GAP.length() * (to - from - 1);
        for (int i = from; i < to; i++) {
            width += widths[i];
        }
        return width;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
