package gradflow.bench.peer;

import gradflow.bench.KernelPass;
import gradflow.experiment.throughput.ThroughputSettings;
import gradflow.experiment.throughput.Workload;
import gradflow.kernel.Arithmetic;
import gradflow.layer.Stepper;
import gradflow.model.Cell;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.sweep.provenance.NativeThreads;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Our layers, or Deeplearning4j's own, in a network of Deeplearning4j's; on one thread. */
public final class OurPeer {
    private static final long SEED = 1;
    private final Implementation implementation;
    private final boolean stepper;

    private OurPeer(Implementation implementation, boolean stepper) {
        this.implementation = implementation;
        this.stepper = stepper;
    }

    /** Takes the implementation, and for steps through {@code rnnTimeStep} that word. */
    public static void main(String[] arguments) throws IOException {
        NativeThreads.pinToOne();
        Implementation implementation =
                named(Implementation.values(), Implementation::label, arguments[0]);
        boolean stepper = implementation.isOurs() && arguments.length == 1;
        PeerServer.serve(
                Map.of(
                        "OpenBLAS",
                        String.valueOf(NativeThreads.openBlas()),
                        "threads",
                        NativeThreads.counts().toString()),
                new OurPeer(implementation, stepper)::load);
    }

    private Runnable load(PeerWorkload asked) {
        Cell cell = named(Cell.values(), Cell::label, asked.cell());
        DataType type = DataType.valueOf(asked.type());
        if (!implementation.isOurs() && !cell.hasStockLayer()) {
            throw new UnsupportedOperationException("Deeplearning4j has no " + asked.cell());
        }
        if (asked.what() == PeerWorkload.What.LAYER) {
            return new KernelPass(
                    cell.shape(),
                    Arithmetic.FAST,
                    type,
                    asked.batch(),
                    asked.time(),
                    asked.input(),
                    asked.hidden());
        }
        Workload workload = new Workload(settings(asked, cell), type, SEED);
        return asked.what() == PeerWorkload.What.ITERATION
                ? workload::iterate
                : step(workload.network(), asked, type);
    }

    private Runnable step(MultiLayerNetwork network, PeerWorkload asked, DataType type) {
        INDArray x = Nd4j.randn(type, asked.batch(), asked.input());
        if (stepper) {
            Stepper steps = Stepper.of(network, asked.batch());
            double[] inputs = x.data().asDouble();
            return () -> steps.step(inputs);
        }
        return () -> network.rnnTimeStep(x);
    }

    private ThroughputSettings settings(PeerWorkload asked, Cell cell) {
        return new ThroughputSettings(
                cell,
                implementation,
                asked.batch(),
                asked.time(),
                asked.input(),
                asked.hidden(),
                named(LossAt.values(), LossAt::label, asked.loss()),
                PeerWorkload.CLASSES,
                asked.tbptt(),
                0,
                1);
    }

    private static <E> E named(E[] values, Function<E, String> label, String text) {
        return Arrays.stream(values)
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown: " + text));
    }
}
