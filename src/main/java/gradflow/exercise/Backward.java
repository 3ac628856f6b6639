package gradflow.exercise;

/**
 * An answer to an exercise: the backward pass of one forward pass.
 *
 * @param <E> what the answer is given
 */
@FunctionalInterface
public interface Backward<E> {
    /**
     * Computes every gradient that the exercise asks for.
     *
     * @param example inputs, weights and everything that the forward pass computed; arrays may be
     *     changed, no one else uses them
     * @return the gradients by name
     * @throws Unsolved as long as there is no answer
     */
    Gradients backward(E example);
}
