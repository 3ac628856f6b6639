package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.Numbers;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.FigureRows;
import gradflow.report.drawing.Groups;
import gradflow.report.drawing.Plot;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A map of the loss over two parameters, and the ways that descents take on it. */
final class LossSurface implements Figure {
    private static final int CELLS_PER_SIDE = 51;
    private static final int STEPS_PER_PATH = 60;

    /** Half a place and a bit: places that just touch would let the ground shine through. */
    private static final double OVERLAP = 0.53;

    private static final double DEEPEST = 1e-4;

    @Override
    public Optional<Drawing> of(ReportFolder folder) {
        return folder.sheet("surface.csv")
                .flatMap(
                        surface ->
                                folder.sheet("paths.csv")
                                        .map(paths -> draw(folder, surface, paths)));
    }

    private static Drawing draw(ReportFolder folder, CheckedTable surface, CheckedTable paths) {
        FigureRows map = new FigureRows("w", "w_end", "b", "b_end", "loss", "gradient");
        List<Double> ws = drawn(surface, "w");
        List<Double> bs = drawn(surface, "b");
        double width = ws.get(1) - ws.get(0);
        double height = bs.get(1) - bs.get(0);
        TreeSet<Double> wanted = new TreeSet<>(bs);
        TreeSet<Double> columns = new TreeSet<>(ws);
        for (int row = 0; row < surface.size(); row++) {
            double w = surface.number(row, "w");
            double b = surface.number(row, "b");
            if (columns.contains(w) && wanted.contains(b)) {
                map.add(
                        w - OVERLAP * width,
                        w + OVERLAP * width,
                        b - OVERLAP * height,
                        b + OVERLAP * height,
                        Math.max(DEEPEST, surface.number(row, "loss")),
                        surface.number(row, "gradient_l2"));
            }
        }
        FigureRows ways = ways(folder, paths);
        long seeds = folder.runs().all().stream().map(Run::cell).distinct().count();
        String walks =
                folder.runs().all().stream()
                        .map(Run::cell)
                        .distinct()
                        .map(cell -> cell + " " + best(folder, cell))
                        .collect(Collectors.joining(", "));
        return new Plot("loss-surface", map)
                .with("paths", ways)
                .choice("descent", ways.distinct("cell"))
                .parameter("left", ws.get(0))
                .parameter("right", ws.get(ws.size() - 1))
                .parameter("bottom", bs.get(0))
                .parameter("top", bs.get(bs.size() - 1))
                .sketch(Drawing.Sketch.Mark.MAP, "w", "loss", true)
                .draw(
                        "The loss over one weight and one bias, and the ways down",
                        "Light ground is a small loss. %d ways of descent from the same places; the median of their last losses: %s. A cliff throws the plain walk off the map, where its line ends."
                                .formatted(seeds, walks),
                        "surface.csv");
    }

    private static List<Double> drawn(CheckedTable surface, String column) {
        List<Double> all =
                surface.rows()
                        .mapToObj(row -> surface.number(row, column))
                        .distinct()
                        .sorted()
                        .toList();
        int stride = Math.max(1, (all.size() + CELLS_PER_SIDE - 1) / CELLS_PER_SIDE);
        return java.util.stream.IntStream.range(0, all.size())
                .filter(i -> i % stride == 0)
                .mapToObj(all::get)
                .toList();
    }

    private static String best(ReportFolder folder, String cell) {
        Groups losses = new Groups();
        CheckedTable runs = folder.runs().sheet();
        folder.runs().all().stream()
                .filter(run -> run.cell().equals(cell))
                .forEach(run -> losses.add(runs.number(run.row(), "final_loss"), cell));
        Groups.Spread spread = losses.of(cell);
        return spread == null ? "none" : Numbers.of(spread.median());
    }

    private static FigureRows ways(ReportFolder folder, CheckedTable paths) {
        FigureRows rows = new FigureRows("cell", "run", "iteration", "w", "b", "loss");
        int last = paths.rows().map(row -> paths.whole(row, "iteration")).max().orElse(0);
        int stride = Math.max(1, last / STEPS_PER_PATH);
        for (int row = 0; row < paths.size(); row++) {
            Optional<Run> run = folder.runs().find(paths.text(row, "run_id"));
            int iteration = paths.whole(row, "iteration");
            if (run.isPresent() && (iteration % stride == 0 || iteration < 10)) {
                rows.add(
                        run.get().cell(),
                        run.get().id(),
                        iteration,
                        paths.number(row, "w"),
                        paths.number(row, "b"),
                        paths.number(row, "loss"));
            }
        }
        return rows;
    }
}
