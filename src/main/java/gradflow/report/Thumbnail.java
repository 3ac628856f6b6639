package gradflow.report;

import gradflow.report.drawing.CellStyles;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.Drawing.Sketch;
import gradflow.report.drawing.FigureRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A small picture of a figure as SVG, which needs no script. */
final class Thumbnail {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 96;
    private static final int EDGE = 4;
    private static final int THIRD = 3;
    private static final int MOST_BARS = 10;
    private static final double DEEPEST = 1e-9;

    /** Columns that a figure shows one value of at a time. */
    private static final List<String> CHOICES = List.of("setting", "measure", "moment");

    private final FigureRows rows;
    private final Sketch sketch;
    private final String title;

    Thumbnail(Drawing figure) {
        rows = figure.data().get("rows");
        sketch = figure.sketch();
        title = figure.title();
    }

    String svg() {
        String marks =
                switch (sketch.mark()) {
                    case LINE -> lines();
                    case BAR -> bars();
                    case MAP -> map();
                };
        return "<svg class=\"small\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%s</svg>"
                .formatted(WIDTH, HEIGHT, Html.text(title), marks);
    }

    /** The rows that a figure shows when it is opened. */
    private List<Integer> shown() {
        List<Integer> shown = new ArrayList<>();
        Set<String> columns = rows.columns();
        for (int row = 0; row < rows.size(); row++) {
            boolean first = true;
            for (String choice : CHOICES) {
                first &=
                        !columns.contains(choice)
                                || rows.value(row, choice).equals(rows.value(0, choice));
            }
            if (first && !Double.isNaN(y(row))) {
                shown.add(row);
            }
        }
        return shown;
    }

    private double y(int row) {
        double value = number(row, sketch.y());
        return sketch.logarithmic() ? StrictMath.log10(Math.max(DEEPEST, value)) : value;
    }

    private double number(int row, String column) {
        return rows.value(row, column) instanceof Number n ? n.doubleValue() : Double.NaN;
    }

    private String lines() {
        List<Integer> shown = shown();
        double left = shown.stream().mapToDouble(r -> number(r, sketch.x())).min().orElse(0);
        double right = shown.stream().mapToDouble(r -> number(r, sketch.x())).max().orElse(1);
        double low = shown.stream().mapToDouble(this::y).min().orElse(0);
        double high = shown.stream().mapToDouble(this::y).max().orElse(1);
        String series = rows.columns().contains("cell") ? "cell" : sketch.x();
        Map<Object, List<Integer>> lines =
                shown.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> rows.value(row, series),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        StringBuilder svg = new StringBuilder();
        lines.forEach(
                (cell, points) -> {
                    String path =
                            points.stream()
                                    .map(
                                            row ->
                                                    place(
                                                                    number(row, sketch.x()),
                                                                    left,
                                                                    right,
                                                                    WIDTH)
                                                            + ","
                                                            + decimal(
                                                                    HEIGHT
                                                                            - scaled(
                                                                                    y(row), low,
                                                                                    high, HEIGHT)))
                                    .collect(Collectors.joining(" "));
                    svg.append(
                            "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\" stroke-dasharray=\"%s\" points=\"%s\"/>"
                                    .formatted(
                                            CellStyles.colour(cell.toString()),
                                            CellStyles.dash(cell.toString()).stream()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(" ")),
                                            path));
                });
        return svg.toString();
    }

    private String bars() {
        List<Integer> shown = shown();
        List<Integer> few = shown.subList(0, Math.min(MOST_BARS, shown.size()));
        double low =
                sketch.logarithmic()
                        ? few.stream().mapToDouble(this::y).min().orElse(0) - 1
                        : Math.min(0, few.stream().mapToDouble(this::y).min().orElse(0));
        double high = few.stream().mapToDouble(this::y).max().orElse(1);
        double step = (HEIGHT - 2.0 * EDGE) / Math.max(1, few.size());
        StringBuilder svg = new StringBuilder();
        for (int i = 0; i < few.size(); i++) {
            int row = few.get(i);
            svg.append(
                    "<rect x=\"%d\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>"
                            .formatted(
                                    EDGE,
                                    decimal(EDGE + i * step),
                                    decimal(scaled(y(row), low, high, WIDTH)),
                                    decimal(step * 0.7),
                                    colour(row)));
        }
        return svg.toString();
    }

    /** Every third place of a map, the darker the larger the value. */
    private String map() {
        List<Object> across = rows.column(sketch.x()).stream().distinct().toList();
        List<Object> up = rows.column("b").stream().distinct().toList();
        double low = shown().stream().mapToDouble(this::y).min().orElse(0);
        double high = shown().stream().mapToDouble(this::y).max().orElse(1);
        double width = THIRD * WIDTH / (double) across.size();
        double height = THIRD * HEIGHT / (double) up.size();
        StringBuilder svg = new StringBuilder();
        for (int row : shown()) {
            int i = across.indexOf(rows.value(row, sketch.x()));
            int j = up.indexOf(rows.value(row, "b"));
            if (i % THIRD == 0 && j % THIRD == 0) {
                svg.append(
                        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"#0072b2\" opacity=\"%s\"/>"
                                .formatted(
                                        decimal(width * i / THIRD),
                                        decimal(HEIGHT - height * (j + THIRD) / THIRD),
                                        decimal(width),
                                        decimal(height),
                                        decimal((y(row) - low) / (high - low))));
            }
        }
        return svg.toString();
    }

    private String colour(int row) {
        if (rows.columns().contains("implementation")) {
            return rows.value(row, "implementation").equals("gradflow") ? "#0072b2" : "#e69f00";
        }
        return rows.columns().contains("cell")
                ? CellStyles.colour(rows.value(row, "cell").toString())
                : "#0072b2";
    }

    private static String place(double value, double low, double high, int size) {
        return decimal(scaled(value, low, high, size));
    }

    private static double scaled(double value, double low, double high, int size) {
        double share = high > low ? (value - low) / (high - low) : 0.5;
        return EDGE + share * (size - 2 * EDGE);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
