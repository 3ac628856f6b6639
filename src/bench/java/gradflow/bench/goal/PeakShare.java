package gradflow.bench.goal;

import gradflow.bench.KernelPass;
import gradflow.bench.peer.Quartiles;
import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellShape;
import gradflow.sweep.provenance.NativeThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What share of the peak of one core (fused multiply-adds in registers, {@code FmaPeak.java}) the
 * recurrent layer reaches forward and backward, counting its matrix products alone; B 32, T 100, I
 * 32. The peak is measured before every size, since a processor changes its speed.
 */
public final class PeakShare {
    private static final int BATCH = 32;
    private static final int TIME = 100;
    private static final int INPUT = 32;
    private static final double WARMUP_SECONDS = 2;
    private static final double SECONDS = 2.5;

    private PeakShare() {}

    /** Takes no arguments. */
    public static void main(String... arguments) throws IOException {
        NativeThreads.pinToOne();
        System.out.println(
                "cell,hidden,peak_gigaflops,forward_milliseconds,forward_share,backward_milliseconds,backward_share");
        for (CellShape cell : List.of(CellShape.SIMPLE_RNN, CellShape.LSTM, CellShape.GRU)) {
            for (int hidden : new int[] {128, 256, 512}) {
                measure(cell, hidden, peak());
            }
        }
    }

    private static void measure(CellShape cell, int hidden, double peak) {
        KernelPass pass =
                new KernelPass(
                        cell, Arithmetic.FAST, DataType.FLOAT, BATCH, TIME, INPUT, hidden);
        long warm = System.nanoTime() + (long) (WARMUP_SECONDS * 1e9);
        while (System.nanoTime() < warm) {
            pass.run();
        }
        int passes = 0;
        double[] there = new double[10_000];
        double[] back = new double[there.length];
        long end = System.nanoTime() + (long) (SECONDS * 1e9);
        while (System.nanoTime() < end && passes < there.length) {
            long start = System.nanoTime();
            pass.forward();
            long turn = System.nanoTime();
            pass.backward();
            there[passes] = (turn - start) / 1e6;
            back[passes] = (System.nanoTime() - turn) / 1e6;
            passes++;
        }
        double forward = Quartiles.of(java.util.Arrays.copyOf(there, passes)).median();
        double backward = Quartiles.of(java.util.Arrays.copyOf(back, passes)).median();
        double gigaflop =
                2.0 * BATCH * TIME * cell.gateCount() * hidden * (INPUT + hidden) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s,%d,%.0f,%.3f,%.2f,%.3f,%.2f%n",
                cell,
                hidden,
                peak,
                forward,
                gigaflop / forward * 1e3 / peak,
                backward,
                2 * gigaflop / backward * 1e3 / peak);
    }

    private static double peak() throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules",
                                "jdk.incubator.vector",
                                "src/bench/vector/FmaPeak.java")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Double.parseDouble(printed.strip());
    }
}
