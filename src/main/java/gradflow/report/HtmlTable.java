package gradflow.report;

import gradflow.report.data.Numbers;
import java.util.ArrayList;
import java.util.List;

/** A table that readers sort and filter, and that is whole without scripts too. */
final class HtmlTable {
    private final String caption;
    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows; its caption names it. */
    HtmlTable(String caption, List<String> headers) {
        this.caption = caption;
        this.headers = headers;
    }

    /** Adds a row of values as they stand in a file; numbers are shortened for reading. */
    void add(List<String> values) {
        rows.add(values);
    }

    int size() {
        return rows.size();
    }

    String html() {
        StringBuilder html = new StringBuilder();
        html.append("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"")
                .append(Html.text(caption))
                .append("\">\n<table class=\"data\"><caption>")
                .append(Html.text(caption))
                .append("</caption>\n<thead><tr>");
        for (int column = 0; column < headers.size(); column++) {
            html.append(isNumeric(column) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">")
                    .append(Html.text(headers.get(column).replace('_', ' ')))
                    .append("</th>");
        }
        // End tags that HTML does not need would be a fifth of the page of an experiment with
        // hundreds of conditions, as would be quotes around plain values.
        html.append("</tr></thead>\n<tbody>\n");
        rows.forEach(row -> html.append(row(row)));
        return html.append("</tbody></table></div>\n").toString();
    }

    private boolean isNumeric(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(v -> v.isEmpty() || isNumber(v));
    }

    private static String row(List<String> row) {
        // The line ends inside of a tag, where it is no part of a cell.
        StringBuilder html = new StringBuilder("<tr\n>");
        row.forEach(value -> html.append(cell(value)));
        return html.toString();
    }

    private static String cell(String value) {
        if (value.isEmpty()) {
            return "<td>";
        }
        String shown = shown(value);
        if (shown.equals(value) || isSameNumber(shown, value)) {
            return (isNumber(value) ? "<td class=n>" : "<td>") + Html.text(shown);
        }
        return "<td class=n data-v=%s>%s".formatted(Html.text(value), shown);
    }

    /** Whether nothing was rounded, so that a script can take the number from what is shown. */
    private static boolean isSameNumber(String shown, String value) {
        return isNumber(shown)
                && isNumber(value)
                && Double.compare(Double.parseDouble(shown), Double.parseDouble(value)) == 0;
    }

    static String shown(String value) {
        return isNumber(value) ? Numbers.of(Double.parseDouble(value)) : value;
    }

    private static boolean isNumber(String value) {
        return value.matches("-?(\\d+(\\.\\d+)?(E-?\\d+)?|Infinity)");
    }
}
