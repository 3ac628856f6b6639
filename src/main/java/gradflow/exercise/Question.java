package gradflow.exercise;

import java.util.List;
import java.util.Map;

/**
 * What an answer is compared with.
 *
 * @param <E> what the answer is given
 */
public interface Question<E> {
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
     * @return with values and shapes
     */
    List<Variable> variables(E example);

    /**
     * How a quantity is called in sentences.
     *
     * @param name of what is asked for
     * @return such as {@code ∂L/∂U}
     */
    default String label(String name) {
        return "∂L/∂" + name;
    }

    /**
     * What is right.
     *
     * @param example an example
     * @return the right numbers by name
     */
    Map<String, double[]> right(E example);

    /**
     * What typical mistakes lead to, the most telling first.
     *
     * @param example an example
     * @return by a sentence, the wrong numbers by name
     */
    Map<String, Map<String, double[]>> wrong(E example);
}
