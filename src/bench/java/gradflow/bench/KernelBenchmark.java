package gradflow.bench;

import gradflow.kernel.Recurrence;
import gradflow.kernel.Weights;
import gradflow.kernel.fast.FastRecurrences;
import gradflow.sweep.NativeThreads;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
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

    /** The cell. */
    @Param({"rnn", "lstm", "gru"})
    public String cell;

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
        recurrence = recurrence(cell).orElseThrow();
        int gates = cell.equals("rnn") ? 1 : cell.equals("lstm") ? 4 : 3;
        weights = weights(gates);
        gradients = weights(gates);
        x = Nd4j.randn(DataType.FLOAT, TIME, BATCH, INPUT);
        output = Nd4j.zeros(DataType.FLOAT, TIME, BATCH, HIDDEN);
        gradOutput = Nd4j.randn(DataType.FLOAT, TIME, BATCH, HIDDEN);
        gradInput = Nd4j.zeros(DataType.FLOAT, TIME, BATCH, INPUT);
    }

    private static Optional<Recurrence> recurrence(String cell) {
        return switch (cell) {
            case "rnn" -> FastRecurrences.simpleRnn(new ActivationTanH());
            case "lstm" -> FastRecurrences.lstm(new ActivationTanH(), new ActivationSigmoid());
            default -> FastRecurrences.gru(new ActivationTanH(), new ActivationSigmoid(), true);
        };
    }

    private Weights weights(int gates) {
        long columns = (long) gates * HIDDEN;
        return new Weights(
                Nd4j.randn(DataType.FLOAT, INPUT, columns).muli(0.1).dup('f'),
                Nd4j.randn(DataType.FLOAT, HIDDEN, columns).muli(0.05).dup('f'),
                Nd4j.zeros(DataType.FLOAT, columns),
                gates == 3 ? Nd4j.zeros(DataType.FLOAT, columns) : null,
                null);
    }

    /** One forward and one backward pass. */
    @Benchmark
    public void forwardAndBack() {
        recurrence.forward(weights, x, null, null, output, true);
        recurrence.backward(gradOutput, TIME, gradInput, gradients, null);
    }
}
