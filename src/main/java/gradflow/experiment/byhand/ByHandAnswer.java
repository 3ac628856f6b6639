package gradflow.experiment.byhand;

import gradflow.experiment.NumbersTable;
import gradflow.experiment.RunResult;
import java.util.ArrayList;
import java.util.List;

/** A line for every condition: the largest errors of its runs. */
final class ByHandAnswer {
    private ByHandAnswer() {}

    static List<String> lines(List<RunResult> results) {
        NumbersTable table = NumbersTable.ofLargest();
        table.add("Deeplearning4j", "error_vs_dl4j");
        table.add("its shares", "share_error_vs_dl4j");
        table.add("differences", "error_vs_central_differences");
        List<String> lines = new ArrayList<>();
        lines.add("Largest relative error of the product of all factors against");
        lines.addAll(table.lines(results));
        return lines;
    }
}
