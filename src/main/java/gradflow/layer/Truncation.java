package gradflow.layer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far back the gradient of a layer's last forward pass travels. */
final class Truncation {
    private static final Logger LOG = LoggerFactory.getLogger(Truncation.class);

    /** Nobody has told this layer its backward length; above 0 once somebody has. */
    private static final int UNKNOWN = 0;

    private static final int WHOLE_SEGMENTS = Integer.MAX_VALUE;

    private boolean lastWasSegment;
    private int backwardLength = UNKNOWN;

    /** A forward pass is made, over a segment of truncated BPTT or over a whole sequence. */
    void forward(boolean segment) {
        lastWasSegment = segment;
    }

    /**
     * The network tells its lengths, after a forward pass of {@code layer} over {@code timeSteps}.
     *
     * @throws IllegalStateException if DL4J has not cut the sequence, but its features
     */
    void lengths(int forward, int backward, String layer, SequenceLayout layout, long timeSteps) {
        if (layout.isTimeBeforeSize() && lastWasSegment && timeSteps > forward) {
            throw new IllegalStateException(
                    "%s: got %d time steps in a segment of truncated BPTT, needs at most %d; DL4J"
                                    .formatted(layer, timeSteps, forward)
                            + " cuts sequences along their last axis, so take [batch, size, time]"
                            + " (NCW)");
        }
        backwardLength = backward;
    }

    /** Steps back from the last one. */
    int steps(String layer) {
        if (lastWasSegment && backwardLength == UNKNOWN) {
            backwardLength = WHOLE_SEGMENTS;
            LOG.warn(
                    "{}: a ComputationGraph without listeners cannot tell its layers its"
                            + " tBPTTBackwardLength; the gradient travels back over whole segments."
                            + " If it should not, call graph.setListeners() before fit.",
                    layer);
        }
        return lastWasSegment ? backwardLength : WHOLE_SEGMENTS;
    }
}
