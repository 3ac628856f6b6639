package gradflow.network;

import gradflow.model.settings.LearningRateSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that changes over a run, the same bits on every machine.
 *
 * @param shape how it changes
 * @param rate the full learning rate
 * @param last the share of it at the end
 * @param iterations of the run
 */
record RunSchedule(
        @JsonProperty("shape") LearningRateSchedule shape,
        @JsonProperty("rate") double rate,
        @JsonProperty("last") double last,
        @JsonProperty("iterations") int iterations)
        implements ISchedule {

    @Override
    public double valueAt(int iteration, int epoch) {
        return rate * shape.share((double) iteration / iterations, last);
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // it cannot be changed
    public ISchedule clone() {
        return this;
    }
}
