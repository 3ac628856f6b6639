package gradflow.layer;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Notices a batch that {@code fit} made no iteration of: under truncated BPTT, DL4J skips one whose
 * labels are not as long as its features, or of another rank, and says so in its log only. A
 * network hands its iteration count to the layers before each iteration and after each batch; who
 * does it shows on the call stack.
 */
final class FitCheck {
    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private boolean iterationMade;
    private boolean batchEnded;
    private boolean backwardDue;

    /** The layer, described by {@code layer}, is handed the iteration count. */
    void iterationCounted(String layer) {
        String caller =
                STACK.walk(f -> f.filter(FitCheck::asks).findFirst().map(FitCheck::name))
                        .orElse("");
        if (caller.equals("computeGradientAndScore")) {
            iterationMade = true;
            backwardDue = true;
        } else if (caller.startsWith("fit")) {
            boolean batchSkipped = !iterationMade;
            iterationMade = false;
            batchEnded = true;
            if (batchSkipped) {
                throw new IllegalArgumentException(
                        layer
                                + ": got a batch that truncated BPTT trains nothing with, because"
                                + " its features and labels differ in length or rank (DL4J's log"
                                + " says which); needs features [batch, nIn, time] and labels"
                                + " [batch, nOut, time] of the same time, where labels at the last"
                                + " step only take a label mask");
            }
        }
    }

    /** Whether an iteration is being made and has not come back to this layer yet. */
    boolean isBackwardDue() {
        return backwardDue;
    }

    void backwardMade() {
        backwardDue = false;
    }

    /** Whether a batch of {@code fit} has ended since this was last asked. */
    boolean batchEnded() {
        boolean ended = batchEnded;
        batchEnded = false;
        return ended;
    }

    private static boolean asks(StackWalker.StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        return (type == MultiLayerNetwork.class || type == ComputationGraph.class)
                && !name(frame).equals("synchronizeIterEpochCounts");
    }

    private static String name(StackWalker.StackFrame frame) {
        return frame.getMethodName();
    }
}
