package gradflow.bench;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellShape;
import gradflow.sweep.provenance.NativeThreads;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
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

/** The recurrences alone, forward and back: B 32, T 100, I 32, H 128. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Dorg.bytedeco.javacpp.maxphysicalbytes=0")
public class KernelBenchmark {
    private static final int BATCH = 32;
    private static final int TIME = 100;
    private static final int INPUT = 32;
    private static final int HIDDEN = 128;

    /** The cell; without a choice, every one. */
    @Param public CellShape cell;

    /** What the products are computed with. */
    @Param({"FAST", "PORTABLE"})
    public Arithmetic arithmetic;

    /** What the numbers are. */
    @Param({"FLOAT", "DOUBLE"})
    public DataType type;

    private KernelPass pass;

    /** Makes parameters and data. */
    @Setup
    public void setUp() {
        NativeThreads.pinToOne();
        pass = new KernelPass(cell, arithmetic, type, BATCH, TIME, INPUT, HIDDEN);
    }

    /** One forward and one backward pass. */
    @Benchmark
    public void forwardAndBack() {
        pass.run();
    }
}
