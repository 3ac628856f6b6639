package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.JanetSequence;

/**
 * Exercise 10. Backpropagation through time in JANET.
 *
 * <pre>h_t = σ(s)⊙h_{t−1} + (1 − σ(s − 1))⊙n</pre>
 *
 * <p>s is x_t·W + h_{t−1}·U + b and n is tanh of the same; the columns are two blocks of H: s, n.
 * Given ∂L_t/∂h_t of every step's own loss, find ∂L/∂W [I][2·H], ∂L/∂U [H][2·H], ∂L/∂b [2·H] and
 * ∂L/∂h0 [H].
 */
public final class JanetBptt implements Backward<JanetSequence.Example> {

    @Override
    public Gradients backward(JanetSequence.Example e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("W", …).put("U", …).put("b", …).put("h0", …);
        throw new Unsolved();
    }
}
