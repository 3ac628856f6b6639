package gradflow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import gradflow.kernel.cells.CellForms;
import gradflow.kernel.matrix.Engine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A pass forward and back leaves next to nothing for the collector, by the thread's own count. */
class AllocationTest {
    private static final long MOST_BYTES = 1024;
    private static final int TIME = 10;
    private static final int BATCH = 4;
    private static final int INPUT = 3;
    private static final int HIDDEN = 8;

    /** Interpreted code allocates what compiled code does not, so that is the worst case. */
    private static final int PASSES = 50;

    /** Vectors are objects until they are compiled; so many times as many passes are waited for. */
    private static final int MOST_UNCOMPILED = 1000;

    static Stream<Arguments> forms() {
        List<Arguments> forms = new ArrayList<>();
        for (CellShape cell : CellShape.values()) {
            for (Arithmetic arithmetic : Arithmetic.values()) {
                for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
                    forms.add(Arguments.of(cell, arithmetic, type));
                }
            }
        }
        return forms.stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aPassAllocatesAtMostAKilobyte(CellShape cell, Arithmetic arithmetic, DataType type) {
        IActivation activation =
                cell.hasLinearCandidate() ? new ActivationIdentity() : new ActivationTanH();
        Recurrence recurrence =
                CellForms.recurrence(cell, CellOptions.of(activation), type, arithmetic);
        Weights weights = weights(cell, type);
        Weights gradients = weights(cell, type);
        INDArray x = Nd4j.rand(type, TIME, BATCH, INPUT);
        INDArray output = Nd4j.create(type, TIME, BATCH, HIDDEN);
        INDArray gradOutput = Nd4j.rand(type, TIME, BATCH, HIDDEN);
        INDArray gradInput = Nd4j.create(type, TIME, BATCH, INPUT);
        Runnable pass =
                () -> {
                    recurrence.pass(weights, x, null, null, output, true);
                    recurrence.backward(gradOutput, TIME, gradInput, gradients, null);
                };
        pass.run();
        pass.run();
        if (arithmetic == Arithmetic.PORTABLE && Engine.vectorBits() > 0) {
            for (int i = 0; i < MOST_UNCOMPILED && allocated(pass) > MOST_BYTES; i++) {
                pass.run();
            }
        }
        assertThat(allocated(pass)).isLessThanOrEqualTo(MOST_BYTES);
    }

    /** Bytes of a pass, the mean over some. */
    private static long allocated(Runnable pass) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < PASSES; i++) {
            pass.run();
        }
        return (threads.getThreadAllocatedBytes(thread) - before) / PASSES;
    }

    private static Weights weights(CellShape cell, DataType type) {
        long width = (long) cell.gateCount() * HIDDEN;
        return new Weights(
                cell,
                Nd4j.rand(type, INPUT, width).dup('f'),
                cell.hasRecurrentWeights() ? Nd4j.rand(type, HIDDEN, width).dup('f') : null,
                Nd4j.rand(type, width),
                cell.hasRecurrentBias() ? Nd4j.rand(type, width) : null,
                null);
    }
}
