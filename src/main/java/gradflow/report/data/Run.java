package gradflow.report.data;

/**
 * A run as figures name it.
 *
 * @param id as in {@code run_id}
 * @param row in runs.csv
 * @param cell what its line is called and coloured by: the cell with the activation of a SimpleRnn;
 *     in experiments without cells the activation, descent or implementation
 * @param setting the other settings of the grid in words; the seed is not among them
 * @param chosen whether it has the nuisance values that tuning chose
 */
public record Run(String id, int row, String cell, String setting, boolean chosen) {}
