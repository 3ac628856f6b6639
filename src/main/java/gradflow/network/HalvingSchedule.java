package gradflow.network;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that is halved every so many iterations, exactly; ND4J's StepSchedule asks {@code
 * Math.pow}.
 *
 * @param initialValue the rate at iteration 0
 * @param iterations 1 or more, after which it is halved again and again
 */
record HalvingSchedule(
        @JsonProperty("initialValue") double initialValue,
        @JsonProperty("iterations") int iterations)
        implements ISchedule {

    @Override
    public double valueAt(int iteration, int epoch) {
        return Math.scalb(initialValue, -(iteration / iterations));
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // it cannot be changed
    public ISchedule clone() {
        return this;
    }
}
