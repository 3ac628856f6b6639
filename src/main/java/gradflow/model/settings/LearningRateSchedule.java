package gradflow.model.settings;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the learning rate changes over a run. */
public enum LearningRateSchedule {
    /** Not at all. */
    @JsonProperty("constant")
    CONSTANT,

    /** By the same factor at each iteration. */
    @JsonProperty("exponential")
    EXPONENTIAL,

    /** By the same amount at each iteration. */
    @JsonProperty("linear")
    LINEAR,

    /** Along half a wave of the cosine (Loshchilov and Hutter 2017, without restarts). */
    @JsonProperty("cosine")
    COSINE,

    /**
     * Once up from a tenth over the first 45 % of the run and down to a tenth over the next 45 %,
     * then linearly to its end (Smith 2018).
     */
    @JsonProperty("cycle")
    CYCLE;

    private static final double CYCLE_START = 0.1;
    private static final double CYCLE_TOP = 0.45;
    private static final double CYCLE_END = 0.9;

    /**
     * The share of the full learning rate at some point of a run, the same bits on every machine.
     *
     * @param progress iterations made before, over all iterations, 0 … 1
     * @param last the share at the end of the run, above 0 … 1
     * @return above 0 … 1
     */
    public double share(double progress, double last) {
        return switch (this) {
            case CONSTANT -> 1;
            case EXPONENTIAL -> StrictMath.pow(last, progress);
            case LINEAR -> line(progress, 1, last);
            case COSINE -> last + (1 - last) * (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
            case CYCLE -> cycle(progress, last);
        };
    }

    private static double cycle(double progress, double last) {
        if (progress < CYCLE_TOP) {
            return line(progress / CYCLE_TOP, CYCLE_START, 1);
        }
        if (progress < CYCLE_END) {
            return line((progress - CYCLE_TOP) / (CYCLE_END - CYCLE_TOP), 1, CYCLE_START);
        }
        return line((progress - CYCLE_END) / (1 - CYCLE_END), CYCLE_START, CYCLE_START * last);
    }

    private static double line(double progress, double from, double to) {
        return from + (to - from) * progress;
    }
}
