package gradflow.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import gradflow.report.drawing.FigureRows;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TruncationStepsTest {
    private static final Path RESULTS = Path.of("results");
    private static final String SHARE = "the step's share in the gradient of the weights";

    private static FigureRows rows(Drawing drawing) {
        return drawing.data().get("rows");
    }

    private static List<Integer> lags(FigureRows rows, int length) {
        List<Integer> lags = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.value(row, "series").equals("LSTM")
                    && rows.value(row, "setting").equals("xavier, last-step")
                    && rows.value(row, "measure").equals(SHARE)
                    && rows.value(row, "length").equals(length)) {
                lags.add((int) rows.value(row, "lag"));
            }
        }
        Collections.sort(lags);
        return lags;
    }

    @Test
    void aLineIsTheMedianOfItsRunsAndEndsWhereTheGradientIsCut() throws Exception {
        StoredResults stored = StoredResults.open(RESULTS.resolve("truncation"));
        Drawing drawing = new TruncationSteps().of(new ReportFolder(stored)).orElseThrow();
        FigureRows rows = rows(drawing);
        assertThat(lags(rows, 5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(lags(rows, 25)).hasSize(25).endsWith(24);
        assertThat(lags(rows, 100)).hasSize(100);
        assertThat(rows.distinct("length")).containsExactlyInAnyOrder("5", "10", "25", "50", "100");

        StoredTable steps = stored.table("steps.csv");
        List<Double> values = new ArrayList<>();
        for (int row = 0; row < steps.rows().size(); row++) {
            if (steps.value(row, "run_id").startsWith("LSTM_xavier_last-step_tbpttLength25_")
                    && steps.value(row, "lag").equals("17")) {
                values.add(Double.valueOf(steps.value(row, "truncated_weight_grad_share_l2")));
            }
        }
        Collections.sort(values);
        assertThat(values).hasSize(5);
        List<Object> drawn = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (rows.value(row, "series").equals("LSTM")
                    && rows.value(row, "setting").equals("xavier, last-step")
                    && rows.value(row, "measure").equals(SHARE)
                    && rows.value(row, "length").equals(25)
                    && rows.value(row, "lag").equals(17)) {
                drawn.add(rows.value(row, "value"));
            }
        }
        assertThat(drawn).containsExactly(values.get(2));
        assertThat(drawing.caption())
                .startsWith("SimpleRnn (xavier, last-step): of the sum of all steps' shares")
                .contains(" % after 5 steps")
                .contains("at 100 steps nothing is cut");
    }

    @Test
    void otherResultsHaveNone() {
        for (String name : List.of("bptt-by-hand", "vanishing")) {
            StoredResults stored = StoredResults.open(RESULTS.resolve(name));
            assertThat(new TruncationSteps().of(new ReportFolder(stored))).isEmpty();
        }
    }
}
