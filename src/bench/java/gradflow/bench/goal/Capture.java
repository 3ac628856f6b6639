package gradflow.bench.goal;

import gradflow.bench.peer.Quartiles;
import gradflow.experiment.throughput.ThroughputSettings;
import gradflow.experiment.throughput.Workload;
import gradflow.model.Cell;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.probe.StepNormCapture;
import gradflow.sweep.provenance.NativeThreads;
import java.util.List;
import java.util.Locale;

/**
 * What it costs to take the norms of all per-step gradients at every iteration: turns with and
 * without, of about a tenth of a second each.
 */
public final class Capture {
    private static final int ROUNDS = 15;
    private static final double TURN_SECONDS = 0.12;
    private static final double WARMUP_SECONDS = 3;

    private Capture() {}

    /** A size: B, T, I, H, and where the loss is. */
    private record Size(int batch, int time, int input, int hidden, LossAt loss) {}

    private static final List<Size> SIZES =
            List.of(
                    new Size(32, 100, 32, 128, LossAt.EVERY_STEP),
                    new Size(20, 400, 2, 128, LossAt.LAST_STEP),
                    new Size(32, 100, 2, 32, LossAt.LAST_STEP),
                    new Size(32, 100, 32, 32, LossAt.EVERY_STEP));

    /** Takes no arguments. */
    public static void main(String... arguments) {
        NativeThreads.pinToOne();
        System.out.println("cell,batch,time,input,hidden,loss,overhead_median,p25,p75");
        for (Cell cell : List.of(Cell.SIMPLE_RNN, Cell.LSTM, Cell.GRU)) {
            for (Size size : SIZES) {
                Quartiles overhead = overhead(cell, size);
                System.out.printf(
                        Locale.ROOT,
                        "%s,%d,%d,%d,%d,%s,%.3f,%.3f,%.3f%n",
                        cell.label(),
                        size.batch,
                        size.time,
                        size.input,
                        size.hidden,
                        size.loss.label(),
                        overhead.median(),
                        overhead.lower(),
                        overhead.upper());
            }
        }
    }

    private static Quartiles overhead(Cell cell, Size size) {
        Workload workload =
                new Workload(
                        new ThroughputSettings(
                                cell,
                                Implementation.GRADFLOW,
                                size.batch,
                                size.time,
                                size.input,
                                size.hidden,
                                size.loss,
                                10,
                                0,
                                0,
                                1),
                        1);
        repeat(workload, true, WARMUP_SECONDS / 2);
        repeat(workload, false, WARMUP_SECONDS / 2);
        double[] overheads = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            boolean captureFirst = round % 2 == 1;
            double first = repeat(workload, captureFirst, TURN_SECONDS);
            double second = repeat(workload, !captureFirst, TURN_SECONDS);
            overheads[round] = (captureFirst ? first / second : second / first) - 1;
        }
        return Quartiles.of(overheads);
    }

    /** Seconds of an iteration, the mean over the turn. */
    private static double repeat(Workload workload, boolean capture, double seconds) {
        if (capture) {
            workload.listen(new StepNormCapture());
        } else {
            workload.listen();
        }
        long start = System.nanoTime();
        int count = 0;
        do {
            workload.iterate();
            count++;
        } while (System.nanoTime() - start < seconds * 1e9);
        return (System.nanoTime() - start) / 1e9 / count;
    }
}
