package gradflow.report.figure;

import gradflow.report.data.CheckedTable;
import gradflow.report.data.ReportFolder;
import gradflow.report.data.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** When in training a profile was taken: before, after some updates, or after all of them. */
final class Moments {
    private static final int BEFORE = -1;
    private static final int AFTER = Integer.MAX_VALUE;
    private final List<Integer> places;

    private Moments(List<Integer> places) {
        this.places = places;
    }

    static Moments of(ReportFolder folder, CheckedTable gradients) {
        TreeSet<Integer> places = new TreeSet<>();
        gradients
                .rows()
                .forEach(
                        row ->
                                folder.runs()
                                        .find(gradients.text(row, "run_id"))
                                        .ifPresent(
                                                run ->
                                                        places.add(
                                                                place(
                                                                        folder, gradients, row,
                                                                        run))));
        return new Moments(new ArrayList<>(places));
    }

    /** Older files say the iteration only; the last of a run is the end of its training. */
    private static int place(ReportFolder folder, CheckedTable gradients, int row, Run run) {
        int iteration = gradients.whole(row, "iteration");
        String moment = gradients.text(row, "moment", "");
        if (moment.equals("before") || (moment.isEmpty() && iteration == 0)) {
            return BEFORE;
        }
        boolean last =
                moment.isEmpty()
                        && iteration == folder.runs().sheet().number(run.row(), "iterations");
        return moment.equals("after") || last ? AFTER : iteration;
    }

    /** Which moment a row is of, from 0. */
    int index(ReportFolder folder, CheckedTable gradients, int row, Run run) {
        return places.indexOf(place(folder, gradients, row, run));
    }

    /** What the moments are called. */
    List<String> labels() {
        return places.stream().map(Moments::label).toList();
    }

    private static String label(int place) {
        if (place == BEFORE) {
            return "before training";
        }
        return place == AFTER ? "after training" : "after " + place + " updates";
    }
}
