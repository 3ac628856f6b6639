package gradflow.bench;

import gradflow.experiment.throughput.ThroughputSettings;
import gradflow.experiment.throughput.Workload;
import gradflow.model.Cell;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.sweep.provenance.NativeThreads;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A training iteration through DL4J's {@code fit}: B 32, T 100, I 32, H 128, loss at every step. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class LayerBenchmark {
    /** The cell. */
    @Param({"SIMPLE_RNN", "LSTM", "GRU"})
    public Cell cell;

    private Workload workload;

    /** Makes the network. */
    @Setup
    public void setUp() {
        NativeThreads.pinToOne();
        workload =
                new Workload(
                        new ThroughputSettings(
                                cell,
                                Implementation.GRADFLOW,
                                32,
                                100,
                                32,
                                128,
                                LossAt.EVERY_STEP,
                                10,
                                0,
                                0,
                                1),
                        1);
    }

    /** One iteration. */
    @Benchmark
    public void iteration() {
        workload.iterate();
    }
}
