package gradflow.exercise;

import java.util.List;
import java.util.Map;

/**
 * A forward pass, from which an exercise's gradients and mistakes follow.
 *
 * @param <E> what the answer is given
 */
public interface Forward<E> {
    /**
     * Makes an example.
     *
     * @param seed what alone decides it
     * @return everything that an answer is given
     */
    E example(long seed);

    /**
     * What is asked for.
     *
     * @param example an example
     * @return the variables with their values and shapes
     */
    List<Variable> variables(E example);

    /**
     * How many time steps there are.
     *
     * @return T
     */
    int steps();

    /**
     * Factors that are often forgotten, or put where they do not belong.
     *
     * @param example an example
     * @return by a sentence, what the right gradient is multiplied by in it
     */
    default Map<String, Double> factors(E example) {
        return Map.of();
    }

    /**
     * The loss.
     *
     * @param example everything that does not move
     * @param at the variables' values, which do
     * @param flow what every number goes through
     * @return L
     */
    double loss(E example, Map<String, double[]> at, Flow flow);
}
