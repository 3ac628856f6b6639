package gradflow.kernel;

/**
 * A recurrence a step at a time, for inference, on arrays of Java alone: its weights were taken
 * over once, and nothing is allocated. Products are computed in the order of portable arithmetic.
 * Used by one thread at a time.
 */
public interface RecurrentSteps {

    /** Goes back to the state of zeros before the first step. */
    void reset();

    /**
     * Makes one step from the state that the last one left.
     *
     * @param x the inputs of every example [B·I], an example after the other; rounded to the type
     *     that is computed in
     * @param hidden receives h [B·H]
     */
    void step(double[] x, double[] hidden);
}
