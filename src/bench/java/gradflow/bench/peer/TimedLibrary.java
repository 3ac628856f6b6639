package gradflow.bench.peer;

import gradflow.bench.Java;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whose work is timed: its name in the files, and how its process is started. */
enum TimedLibrary {
    GRADFLOW("gradflow"),
    RNN_TIME_STEP("gradflow-rnnTimeStep"),
    DEEPLEARNING4J("deeplearning4j"),
    PYTORCH("pytorch"),
    PYTORCH_TUNED("pytorch-tuned"),
    DJL("djl"),
    ONEDNN("onednn");

    /**
     * Keep glibc from giving large arrays back to the system in every iteration. Named as glibc
     * names them.
     */
    static final Map<String, String> TUNED =
            Map.of(
                    "MALLOC_MMAP_THRESHOLD_", "2000000000",
                    "MALLOC_TRIM_THRESHOLD_", "2000000000",
                    "MALLOC_TOP_PAD_", "200000000");

    private final String label;

    TimedLibrary(String label) {
        this.label = label;
    }

    /** The name in the files. */
    String label() {
        return label;
    }

    boolean isOurs() {
        return this == GRADFLOW || this == RNN_TIME_STEP;
    }

    /** Whether a new process is needed for every workload: the old one's memory has a history. */
    boolean isFreshEachTime() {
        return this == PYTORCH || this == PYTORCH_TUNED;
    }

    /** Whether it has this work at all, and it is worth the time. */
    boolean has(PeerWorkload workload, boolean inFull) {
        return switch (this) {
            case GRADFLOW, PYTORCH_TUNED -> true;
            case RNN_TIME_STEP -> workload.what() == PeerWorkload.What.STEP;
            case PYTORCH -> inFull;
            case DEEPLEARNING4J ->
                    workload.what() != PeerWorkload.What.LAYER
                            && !workload.cell().equals("GRU")
                            && inFull;
            case DJL ->
                    workload.what() == PeerWorkload.What.ITERATION
                            && workload.type().equals("FLOAT")
                            && inFull;
            case ONEDNN -> workload.what() == PeerWorkload.What.LAYER;
        };
    }

    /** The command of its process. */
    List<String> command(String python) {
        return switch (this) {
            case GRADFLOW -> Java.command(OurPeer.class.getName(), "gradflow");
            case RNN_TIME_STEP -> Java.command(OurPeer.class.getName(), "gradflow", "rnnTimeStep");
            case DEEPLEARNING4J -> Java.command(OurPeer.class.getName(), "deeplearning4j");
            case DJL -> Java.command(DjlPeer.class.getName());
            case ONEDNN -> Java.command(OneDnnPeer.class.getName());
            case PYTORCH, PYTORCH_TUNED ->
                    List.of(python, "src/bench/python/pytorch_peer.py");
        };
    }

    /** What is set in its environment. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(Java.ENVIRONMENT);
        if (this == PYTORCH_TUNED) {
            environment.putAll(TUNED);
        }
        return environment;
    }
}
