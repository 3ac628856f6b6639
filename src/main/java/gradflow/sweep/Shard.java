package gradflow.sweep;

import gradflow.model.RunSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a sweep: every n-th run from the i-th on.
 *
 * @param index i, 1 … n
 * @param count n
 */
public record Shard(int index, int count) {
    /** The part's runs, in their order; none where there are fewer runs than parts. */
    List<RunSpec> of(List<RunSpec> runs) {
        List<RunSpec> part = new ArrayList<>();
        for (int i = index - 1; i < runs.size(); i += count) {
            part.add(runs.get(i));
        }
        return part;
    }

    /** What its journal is called. */
    String label() {
        return index + "-of-" + count;
    }
}
