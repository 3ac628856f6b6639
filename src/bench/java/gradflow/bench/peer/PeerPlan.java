package gradflow.bench.peer;

import gradflow.bench.peer.PeerWorkload.What;
import java.util.ArrayList;
import java.util.List;

/**
 * What is measured, with what is aimed for.
 *
 * @param workload what is timed
 * @param goal our time over the strongest peer's that should be reached at least; NaN for none
 * @param aim the ratio that is hoped for; NaN for none
 * @param isGoal whether every implementation takes part; of the others only the strongest
 */
record PeerPlan(PeerWorkload workload, double goal, double aim, boolean isGoal) {
    private static final List<String> CELLS = List.of("SimpleRnn", "LSTM", "GRU");
    private static final String EVERY = "every-step";
    private static final String LAST = "last-step";

    /** A size with the goals of the three cells. */
    private record Row(
            What what,
            String type,
            int batch,
            int time,
            int input,
            int hidden,
            String loss,
            int tbptt,
            double... goals) {

        PeerPlan of(int cell) {
            boolean isGoal = goals.length > 0;
            return new PeerPlan(
                    new PeerWorkload(
                            what, CELLS.get(cell), type, batch, time, input, hidden, loss, tbptt),
                    isGoal ? goals[2 * cell] : Double.NaN,
                    isGoal ? goals[2 * cell + 1] : Double.NaN,
                    isGoal);
        }
    }

    private static final List<Row> FULL =
            List.of(
                    goal("FLOAT", 32, 100, 32, 128, EVERY, 0.5, 0.4, 1, 0.85, 0.35, 0.3),
                    goal("FLOAT", 20, 400, 2, 128, LAST, 0.35, 0.25, 0.95, 0.8, 0.22, 0.18),
                    goal("FLOAT", 32, 100, 2, 32, LAST, 0.45, 0.35, 0.85, 0.7, 0.25, 0.2),
                    goal("FLOAT", 1, 1000, 32, 256, EVERY, 0.8, 0.5, 1, 0.85, 0.16, 0.12),
                    goal("FLOAT", 256, 50, 32, 512, EVERY, 1, 0.9, 1, 0.9, 0.7, 0.6),
                    goal("DOUBLE", 32, 64, 1, 64, LAST, 1, 0.7, 1, 0.7, 0.8, 0.6),
                    goal("DOUBLE", 32, 100, 32, 128, EVERY, 1, 0.7, 1, 0.7, 0.8, 0.6),
                    new Row(
                            What.STEP, "FLOAT", 1, 1, 32, 128, EVERY, 0, 2.5, 1.5, 2.5, 1.5, 2.5,
                            1.5),
                    other(What.LAYER, 32, 100, 32, 128, 0),
                    other(What.LAYER, 20, 400, 2, 128, 0),
                    other(What.LAYER, 32, 100, 2, 32, 0),
                    other(What.ITERATION, 1, 100, 32, 128, 0),
                    other(What.ITERATION, 512, 100, 32, 128, 0),
                    other(What.ITERATION, 32, 20, 32, 2048, 0),
                    other(What.ITERATION, 1, 100_000, 2, 32, 100));

    /** Every implementation has it. */
    private static final String QUICK_CELL = "LSTM";

    private static final List<Row> QUICK =
            List.of(
                    goal("FLOAT", 4, 10, 2, 8, EVERY, 0.5, 0.4, 1, 0.85, 0.35, 0.3),
                    other(What.STEP, 1, 1, 2, 8, 0),
                    other(What.LAYER, 4, 10, 2, 8, 0),
                    other(What.ITERATION, 1, 100, 2, 8, 50));

    private static Row goal(
            String type,
            int batch,
            int time,
            int input,
            int hidden,
            String loss,
            double... goals) {
        return new Row(What.ITERATION, type, batch, time, input, hidden, loss, 0, goals);
    }

    private static Row other(What what, int batch, int time, int input, int hidden, int tbptt) {
        return new Row(what, "FLOAT", batch, time, input, hidden, EVERY, tbptt);
    }

    /** Everything, cell by cell, so that no virtual machine sees more than one cell. */
    static List<PeerPlan> all(boolean quick) {
        List<PeerPlan> all = new ArrayList<>();
        for (int cell = 0; cell < CELLS.size(); cell++) {
            if (!quick || CELLS.get(cell).equals(QUICK_CELL)) {
                for (Row row : quick ? QUICK : FULL) {
                    all.add(row.of(cell));
                }
            }
        }
        return all;
    }
}
