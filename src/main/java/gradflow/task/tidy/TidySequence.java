package gradflow.task.tidy;

import java.util.List;

/**
 * A sequence as a file has it.
 *
 * @param id what the file calls it
 * @param features a row for each time step, a value for each column of inputs
 * @param labels likewise of the labels; NaN where there is none
 */
public record TidySequence(String id, List<double[]> features, List<double[]> labels) {

    /** Keeps copies of the lists. */
    public TidySequence {
        features = List.copyOf(features);
        labels = List.copyOf(labels);
    }

    /**
     * T.
     *
     * @return the number of its time steps
     */
    public int length() {
        return features.size();
    }
}
