package gradflow.experiment;

import gradflow.results.Table;
import java.util.List;

/**
 * What a run measured.
 *
 * @param numbers the run's columns of runs.csv, one for each component
 * @param details the run's rows of further files, the same files with the same columns in every run
 */
public record Measurement(Record numbers, List<Table> details) {

    public Measurement {
        details = List.copyOf(details);
    }
}
