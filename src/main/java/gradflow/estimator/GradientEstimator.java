package gradflow.estimator;

/**
 * Estimates the gradient of a sequence's loss, going through the sequence once. It carries the
 * state on, and whatever else its method needs, so that parameters may be updated between any two
 * calls.
 */
public interface GradientEstimator {

    /** Begins a new sequence: the state is zero, and nothing is carried. */
    void start();

    /**
     * Goes on over the next steps of the sequence.
     *
     * @param parameters [P], those of this moment
     * @param steps the next steps
     * @param gradient [P], to which the estimate of ∂(sum of these steps' losses)/∂parameters is
     *     added
     */
    void add(double[] parameters, Steps steps, double[] gradient);

    /**
     * How many numbers are kept for one sequence beside inputs and parameters: what has to be
     * remembered of earlier steps at the worst moment, by the method's own count.
     *
     * @param stepsPerUpdate steps that {@link #add} is given at a time
     * @return states and gates for methods that go back; what is carried for those that go forward
     */
    long keptNumbers(int stepsPerUpdate);
}
