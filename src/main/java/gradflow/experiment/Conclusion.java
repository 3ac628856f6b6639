package gradflow.experiment;

import gradflow.results.Table;
import java.util.List;

/**
 * What an experiment ends with.
 *
 * @param tables the files of results; timings.csv only if it holds more than the runs' wall times
 * @param answer lines for the console that answer the experiment's question
 */
public record Conclusion(List<Table> tables, List<String> answer) {}
