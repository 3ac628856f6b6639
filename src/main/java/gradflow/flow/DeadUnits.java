package gradflow.flow;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Counts the units of a layer whose output is 0 everywhere. */
final class DeadUnits {
    private DeadUnits() {}

    /**
     * A row for outputs [B, units, T], [B, T, units] or [B, units].
     *
     * @param timeIsLast whether it is the first of the two with three dimensions
     */
    static UnitRow row(int iteration, int layer, INDArray outputs, boolean timeIsLast) {
        int axis = outputs.rank() == 3 && !timeIsLast ? 2 : 1;
        int[] others = IntStream.range(0, outputs.rank()).filter(each -> each != axis).toArray();
        double[] largest = outputs.amax(others).dup('c').data().asDouble();
        int dead = (int) IntStream.range(0, largest.length).filter(u -> largest[u] == 0).count();
        return UnitRow.of(iteration, layer, largest.length, dead);
    }
}
