package gradflow.experiment.byhand;

import gradflow.hand.ChainRule;
import gradflow.hand.Example;
import gradflow.stats.L2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every factor of the chain rule by its name, from the loss back to the first step: its norm, and
 * its entries if there are few.
 */
final class StepRows {
    private static final int FEW = 36;
    private final String runId;
    private final List<StepRow> rows = new ArrayList<>();

    private StepRows(String runId) {
        this.runId = runId;
    }

    static List<StepRow> of(String runId, Example example, ChainRule chain) {
        StepRows rows = new StepRows(runId);
        int last = chain.states().length;
        for (int t = 1; t <= last; t++) {
            rows.add("s_t", t, null, chain.states()[t - 1]);
        }
        rows.add("ŷ", last, null, chain.prediction());
        rows.add("L", null, null, new double[] {chain.loss()});
        rows.add("∂L/∂ŷ", last, null, chain.lossByPrediction());
        rows.add("∂L/∂w''", last, null, chain.lossByOutputWeights());
        rows.add("∂ŷ/∂s_T", last, null, chain.predictionByState());
        for (int t = last; t >= 1; t--) {
            rows.add("∂L/∂s_t", t, null, chain.lossByState()[t - 1]);
            rows.byParameter("∂s_t/∂w", t, example, chain.stateByWeights()[t - 1]);
            rows.byParameter("∂L/∂s_t·∂s_t/∂w", t, example, chain.shares()[t - 1]);
            if (t > 1) {
                rows.add("∂s_t/∂s_{t−1}", t, null, chain.stateByState()[t - 1]);
            }
        }
        rows.byParameter("∂L/∂w", null, example, chain.gradient());
        return rows.rows;
    }

    /** One block of columns for each of the cell's parameters. */
    private void byParameter(String factor, Integer t, Example example, double[]... matrix) {
        int from = 0;
        for (var shape : example.cell().shapes().entrySet()) {
            int to = from + shape.getValue()[0] * shape.getValue()[1];
            int start = from;
            add(
                    factor,
                    t,
                    shape.getKey(),
                    Arrays.stream(matrix)
                            .map(row -> Arrays.copyOfRange(row, start, to))
                            .toArray(double[][]::new));
            from = to;
        }
    }

    private void add(String factor, Integer t, String parameter, double[]... matrix) {
        rows.add(new StepRow(runId, factor, t, parameter, null, null, L2.of(matrix)));
        if (matrix.length * matrix[0].length > FEW) {
            return;
        }
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[i].length; j++) {
                rows.add(new StepRow(runId, factor, t, parameter, i + 1, j + 1, matrix[i][j]));
            }
        }
    }
}
