package gradflow.flow;

import gradflow.flow.network.WatchedNetwork;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where in its sequence a segment of truncated BPTT begins, and with which states. Deeplearning4j
 * tells no listener; but its segments are views of one array, each where the last one ended.
 */
final class Segments {
    private final WatchedNetwork network;
    private final boolean cuts;
    private long address;
    private long nextOffset = -1;
    private int stepsBefore;
    private int stepsAfter;
    private boolean continued;
    private Map<Integer, Map<String, INDArray>> states = Map.of();

    Segments(WatchedNetwork network) {
        this.network = network;
        cuts = network.cut().isPresent();
    }

    /**
     * A pass over a segment is made.
     *
     * @param features what the network is shown
     */
    void pass(INDArray features) {
        if (!cuts || features.rank() < 3) {
            return;
        }
        boolean goesOn = features.data().address() == address && features.offset() == nextOffset;
        address = features.data().address();
        int steps = (int) features.size(2);
        nextOffset = features.offset() + (long) steps * features.stride(2);
        stepsBefore = goesOn ? stepsAfter : 0;
        stepsAfter = stepsBefore + steps;
        continued |= goesOn;
        if (!goesOn) {
            states = Map.of();
        }
    }

    /** The segment has ended; the next one may go on with its states. */
    void ended() {
        if (cuts) {
            states = network.states();
        }
    }

    /** Time steps of the sequence before the segment. */
    int stepsBefore() {
        return stepsBefore;
    }

    /** The states that the segment began with. */
    Map<Integer, Map<String, INDArray>> states() {
        return states;
    }

    /** Whether any sequence was longer than a segment. */
    boolean wereContinued() {
        return continued;
    }
}
