package gradflow.bench;

import gradflow.bench.goal.Capture;
import gradflow.bench.goal.FlowCost;
import gradflow.bench.goal.MachineFlags;
import gradflow.bench.goal.Older;
import gradflow.bench.goal.PeakShare;
import gradflow.bench.goal.Workers;
import gradflow.bench.peer.Peers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that is measured beside the experiments, a part at a time. */
public final class Bench {

    /** A part. */
    private interface Part {
        void run(String... arguments) throws Exception;
    }

    private static final Map<String, Part> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("peers", Peers::main);
        PARTS.put("jmh", Jmh::main);
        PARTS.put("capture", Capture::main);
        PARTS.put("listener", FlowCost::main);
        PARTS.put("peak", PeakShare::main);
        PARTS.put("workers", Workers::main);
        PARTS.put("older", Older::main);
        PARTS.put("flags", MachineFlags::main);
    }

    private Bench() {}

    /** Takes the name of a part and what it takes. */
    public static void main(String[] arguments) throws Exception {
        Part part = arguments.length == 0 ? null : PARTS.get(arguments[0]);
        if (part == null) {
            System.err.println("One of " + String.join(", ", PARTS.keySet()) + " is needed");
            System.exit(2);
        }
        part.run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
