package gradflow.layer;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Notices a {@code fit} that made no forward pass: under truncated BPTT, DL4J skips a batch whose
 * labels are not as long as its features and says so in its log only. No call tells a layer of a
 * fit, but every fit ends by clearing the layers.
 */
final class FitCheck {
    private static final StackWalker STACK =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private boolean forwardMade;

    void forwardMade() {
        forwardMade = true;
    }

    /** The layer is being cleared: at the end of a fit, or at the end of something else. */
    void cleared(String layer) {
        List<String> callers =
                STACK.walk(f -> f.filter(FitCheck::isNetwork).map(FitCheck::name).toList());
        boolean endsFit =
                callers.size() > 1
                        && callers.get(0).equals("clearLayersStates")
                        && callers.get(1).equals("fitHelper");
        if (endsFit && !forwardMade) {
            throw new IllegalArgumentException(
                    layer
                            + ": this fit trained nothing, because it got no batch or, under"
                            + " truncated BPTT, features and labels of different lengths or rank"
                            + " (DL4J logs which); needs features [batch, nIn, time] and labels"
                            + " [batch, nOut, time] of the same time");
        }
        // An evaluation by a listener, inside a fit, says nothing about the fit.
        if (endsFit || !callers.contains("fitHelper")) {
            forwardMade = false;
        }
    }

    private static boolean isNetwork(StackWalker.StackFrame frame) {
        return frame.getDeclaringClass() == MultiLayerNetwork.class
                || frame.getDeclaringClass() == ComputationGraph.class;
    }

    private static String name(StackWalker.StackFrame frame) {
        return frame.getMethodName();
    }
}
