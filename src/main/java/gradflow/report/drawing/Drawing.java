package gradflow.report.drawing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A figure with what it shows.
 *
 * @param id of its specification, {@code figures/ID.vl.json}
 * @param title above it
 * @param caption what is seen, in a sentence or two with numbers
 * @param alternative what it shows, for those who do not see it
 * @param file the CSV that it was drawn from
 * @param specification in Vega-Lite, without data
 * @param data rows by the names of the specification's datasets
 * @param sketch the columns of a small picture of it
 */
public record Drawing(
        String id,
        String title,
        String caption,
        String alternative,
        String file,
        ObjectNode specification,
        Map<String, FigureRows> data,
        Sketch sketch) {

    /**
     * How a small picture is made of rows.
     *
     * @param mark line or bar
     * @param x column of a line's horizontal place; of a bar, its name
     * @param y column of the value
     * @param logarithmic whether y is on a logarithmic axis
     */
    public record Sketch(Mark mark, String x, String y, boolean logarithmic) {

        /** What a small picture is made of. */
        public enum Mark {
            /** A line per cell. */
            LINE,
            /** A bar per row. */
            BAR,
            /** A place per row, from x to {@code x_end} and from b to {@code b_end}. */
            MAP
        }
    }
}
