import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws README's picture from {@code results/vanishing/gradients.csv}: the gradient's norm over the
 * lag, before training, relative to the last step, median over the seeds. It needs nothing but the
 * JDK: {@code java src/site/VanishingPicture.java}, in the project's folder, writes {@code
 * src/site/resources/vanishing.svg}; other paths can be given as {@code IN OUT}.
 */
public class VanishingPicture {
    private static final int LAGS = 63;
    private static final int DECADES = 12;

    /** Decades above 1, for gradients that grow. */
    private static final double ABOVE = 1;

    private static final int LEFT = 78;
    private static final int TOP = 58;
    private static final int WIDTH = 480;
    private static final int HEIGHT = 300;

    /** A cell's line; colours tell the lines apart also for most colour-blind readers. */
    private enum Line {
        JANET("JANET_tanh", "JANET", "#56b4e9", "6 2 1 2"),
        TANH("SimpleRnn_tanh", "SimpleRnn, tanh", "#0072b2", ""),
        LSTM("LSTM_tanh", "LSTM", "#009e73", "9 4"),
        GRU("GRU_tanh", "GRU", "#d55e00", "3 3"),
        RELU("SimpleRnn_relu", "SimpleRnn, ReLU", "#a0527f", "12 4 3 4"),
        MINGRU("MinGRU_identity", "MinGRU", "#e69f00", "5 5"),
        SIGMOID("SimpleRnn_sigmoid", "SimpleRnn, sigmoid", "#444444", "1 4");

        final String runs;
        final String label;
        final String colour;
        final String dash;

        Line(String runs, String label, String colour, String dash) {
            this.runs = runs;
            this.label = label;
            this.colour = colour;
            this.dash = dash;
        }
    }

    public static void main(String[] args) throws IOException {
        boolean given = args.length == 2;
        Path in = Path.of(given ? args[0] : "results/vanishing/gradients.csv");
        Path out = Path.of(given ? args[1] : "src/site/resources/vanishing.svg");
        Files.writeString(out, draw(Files.readAllLines(in)));
    }

    private static String draw(List<String> rows) {
        StringBuilder svg = new StringBuilder();
        add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 740 420\" width=\"740\"");
        add(svg, " height=\"420\" font-family=\"sans-serif\" font-size=\"13\" role=\"img\">\n");
        add(svg, "<title>How much of the gradient is left, over the steps back in time</title>\n");
        add(svg, "<rect width=\"740\" height=\"420\" fill=\"white\"/>\n");
        add(svg, "<text x=\"%d\" y=\"22\" font-size=\"15\">", LEFT);
        add(svg, "How much of the gradient is left after so many steps back, before training</text>\n");
        add(svg, "<text x=\"%d\" y=\"42\" fill=\"#555\">", LEFT);
        add(svg, "8×8 digits read pixel by pixel; 64 units; median of 5 seeds</text>\n");
        axes(svg);
        add(svg, "<clipPath id=\"plot\"><rect x=\"%d\" y=\"%d\"", LEFT, TOP);
        add(svg, " width=\"%d\" height=\"%d\"/></clipPath>\n", WIDTH, HEIGHT);
        int place = 0;
        for (Line line : Line.values()) {
            lineAndLegend(svg, line, medians(rows, line), TOP + 14 + 26 * place++);
        }
        add(svg, "<text x=\"610\" y=\"%d\" fill=\"#555\">(leave the picture)</text>\n", TOP + 190);
        return svg.append("</svg>\n").toString();
    }

    private static void axes(StringBuilder svg) {
        for (int decade = 0; decade <= DECADES; decade += 3) {
            double y = y(Math.pow(10, -decade));
            add(svg, "<path d=\"M%d %.1fh%d\" stroke=\"#ddd\"/>", LEFT, y, WIDTH);
            add(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 8, y + 4);
            add(svg, decade == 0 ? "1</text>\n" : decade == 3 ? "1/1000</text>\n" : "");
            if (decade > 3) {
                add(svg, "10<tspan dy=\"-5\" font-size=\"10\">−%d</tspan></text>\n", decade);
            }
        }
        for (int lag = 0; lag < LAGS; lag += 10) {
            add(svg, "<text x=\"%.1f\" y=\"%d\"", x(lag), TOP + HEIGHT + 20);
            add(svg, " text-anchor=\"middle\">%d</text>\n", lag);
        }
        add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\"", LEFT, TOP, WIDTH);
        add(svg, " height=\"%d\" fill=\"none\" stroke=\"#888\"/>\n", HEIGHT);
        double y = y(1e-3);
        add(svg, "<path d=\"M%d %.1fh%d\" stroke=\"#888\"/>\n", LEFT, y, WIDTH);
        add(svg, "<text x=\"%d\" y=\"%.1f\" fill=\"#555\"", LEFT + WIDTH + 8, y + 150);
        add(svg, ">horizon: where a line</text>\n<text x=\"%d\" y=\"%.1f\"", LEFT + WIDTH + 8, y + 166);
        add(svg, " fill=\"#555\">falls below 1/1000</text>\n");
        add(svg, "<text x=\"%d\" y=\"%d\"", LEFT + WIDTH / 2, TOP + HEIGHT + 44);
        add(svg, " text-anchor=\"middle\">lag: time steps (pixels) back from the last one</text>\n");
        add(svg, "<text transform=\"translate(18 %d) rotate(-90)\"", TOP + HEIGHT / 2);
        add(svg, " text-anchor=\"middle\">‖∂L/∂h‖ over its value at lag 0 (no unit)</text>\n");
    }

    private static void lineAndLegend(StringBuilder svg, Line line, double[] medians, int y) {
        String style = "fill=\"none\" stroke-width=\"2.2\" stroke=\"" + line.colour + "\"";
        style += line.dash.isEmpty() ? "" : " stroke-dasharray=\"" + line.dash + "\"";
        add(svg, "<path clip-path=\"url(#plot)\" %s d=\"M", style);
        for (int lag = 0; lag < medians.length; lag++) {
            add(svg, "%s%.1f %.1f", lag == 0 ? "" : "L", x(lag), y(medians[lag]));
        }
        int x = LEFT + WIDTH + 8;
        add(svg, "\"/>\n<path %s d=\"M%d %dh38\"/>", style, x, y);
        add(svg, "<text x=\"%d\" y=\"%d\">%s</text>\n", x + 44, y + 4, line.label);
    }

    /** The medians over the seeds by lag, 0 … 63, of the runs that train over all 64 steps. */
    private static double[] medians(List<String> rows, Line line) {
        List<String> header = List.of(rows.get(0).split(",", -1));
        Map<String, double[]> norms = new LinkedHashMap<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] fields = row.split(",", -1);
            String run = fields[header.indexOf("run_id")];
            boolean before = fields[header.indexOf("iteration")].equals("0");
            if (before && run.startsWith(line.runs + "_") && run.matches(".*ength_?64_seed.*")) {
                int lag = Integer.parseInt(fields[header.indexOf("lag")]);
                double norm = Double.parseDouble(fields[header.indexOf("grad_hidden_l2")]);
                norms.computeIfAbsent(run, r -> new double[LAGS + 1])[lag] = norm;
            }
        }
        double[] medians = new double[LAGS + 1];
        for (int lag = 0; lag <= LAGS; lag++) {
            List<Double> kept = new ArrayList<>();
            for (double[] run : norms.values()) {
                kept.add(run[lag] / run[0]);
            }
            kept.sort(null);
            int half = kept.size() / 2;
            medians[lag] = (kept.get(half) + kept.get(kept.size() - 1 - half)) / 2;
        }
        return medians;
    }

    private static double x(double lag) {
        return LEFT + WIDTH * lag / LAGS;
    }

    /** What is far below the picture stays near it: the clip path hides it. */
    private static double y(double share) {
        double decades = ABOVE - Math.log10(Math.max(share, 1e-20));
        return TOP + HEIGHT * decades / (DECADES + ABOVE);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
