package gradflow.bench;

import gradflow.experiment.throughput.Workload;
import gradflow.model.Cell;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.experiment.throughput.ThroughputSettings;
import gradflow.sweep.NativeThreads;
import java.io.IOException;
import java.util.Map;

/** One side of {@code alternate.py}: our training iteration, or stock Deeplearning4j's. */
public final class Peer {
    private static final int WARMUP = 60;

    private Peer() {}

    /** Takes the flags of {@code pytorch_peer.py} and {@code --implementation}. */
    public static void main(String[] arguments) throws IOException {
        NativeThreads.pinToOne();
        Workload workload = new Workload(settings(Flags.parse(arguments)), 1);
        new Rounds(workload::iterate).serve(WARMUP);
    }

    private static ThroughputSettings settings(Map<String, String> flags) {
        return new ThroughputSettings(
                Flags.named(Cell.values(), Cell::label, flags.get("cell")),
                Flags.named(
                        Implementation.values(), Implementation::label, flags.get("implementation")),
                Integer.parseInt(flags.get("batch")),
                Integer.parseInt(flags.get("time")),
                Integer.parseInt(flags.get("input")),
                Integer.parseInt(flags.get("hidden")),
                Flags.named(LossAt.values(), LossAt::label, flags.get("loss")),
                Integer.parseInt(flags.get("classes")),
                0,
                0,
                1);
    }
}
