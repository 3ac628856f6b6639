package gradflow.bench;

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
        PARTS.put("jmh", org.openjdk.jmh.Main::main);
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
