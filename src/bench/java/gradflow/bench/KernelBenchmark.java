package gradflow.bench;

import gradflow.kernel.Arithmetic;
import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.Recurrence;
import gradflow.kernel.Weights;
import gradflow.kernel.cells.CellForms;
import gradflow.sweep.NativeThreads;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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

/** The FLOAT recurrences alone, forward and back: B 32, T 100, I 32, H 128. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
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

    private Recurrence recurrence;
    private Weights weights;
    private Weights gradients;
    private INDArray x;
    private INDArray output;
    private INDArray gradOutput;
    private INDArray gradInput;

    /** Makes parameters and data. */
    @Setup
    public void setUp() {
        NativeThreads.pinToOne();
        IActivation activation =
                cell.hasLinearCandidate() ? new ActivationIdentity() : new ActivationTanH();
        recurrence = CellForms.recurrence(cell, CellOptions.of(activation), DataType.FLOAT, arithmetic);
        weights = weights();
        gradients = weights();
        x = Nd4j.randn(DataType.FLOAT, TIME, BATCH, INPUT);
        output = Nd4j.zeros(DataType.FLOAT, TIME, BATCH, HIDDEN);
        gradOutput = Nd4j.randn(DataType.FLOAT, TIME, BATCH, HIDDEN);
        gradInput = Nd4j.zeros(DataType.FLOAT, TIME, BATCH, INPUT);
    }

    private Weights weights() {
        long columns = (long) cell.gateCount() * HIDDEN;
        return new Weights(
                cell,
                Nd4j.randn(DataType.FLOAT, INPUT, columns).muli(0.1).dup('f'),
                cell.hasRecurrentWeights()
                        ? Nd4j.randn(DataType.FLOAT, HIDDEN, columns).muli(0.05).dup('f')
                        : null,
                Nd4j.zeros(DataType.FLOAT, columns),
                cell.hasRecurrentBias() ? Nd4j.zeros(DataType.FLOAT, columns) : null,
                null);
    }

    /** One forward and one backward pass. */
    @Benchmark
    public void forwardAndBack() {
        recurrence.forward(weights, x, null, null, output, true);
        recurrence.backward(gradOutput, TIME, gradInput, gradients, null);
    }
}
