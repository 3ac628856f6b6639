package gradflow.model.settings;

/** Settings of runs that go on step by step, so that the number of steps can be limited. */
public interface Iterative {
    /**
     * How many steps a run has that is not cut short.
     *
     * @return parameter updates, or steps of a walk
     */
    int iterations();
}
