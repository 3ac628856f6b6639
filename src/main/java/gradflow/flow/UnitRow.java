package gradflow.flow;

/**
 * A row of units.csv: how many units of a layer gave nothing at all in a training step.
 *
 * @param runId the run
 * @param iteration parameter updates before
 * @param layer its number in the network
 * @param units how many it has
 * @param deadUnits those whose output was 0 at every step of every example
 * @param deadFraction the share of them, 0 … 1
 */
public record UnitRow(
        String runId, int iteration, int layer, int units, int deadUnits, double deadFraction) {

    static UnitRow of(int iteration, int layer, int units, int deadUnits) {
        return new UnitRow(
                Loss.TRAINING.runId(),
                iteration,
                layer,
                units,
                deadUnits,
                (double) deadUnits / units);
    }
}
