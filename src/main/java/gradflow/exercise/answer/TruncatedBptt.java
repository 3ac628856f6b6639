package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.Sequence;

/**
 * Exercise 4. Truncated backpropagation with a carried state.
 *
 * <pre>h_t = tanh(x_t·W + h_{t−1}·U + b),   L = Σ_t L_t</pre>
 *
 * <p>The sequence is cut into segments of {@code e.segment()} steps. The state is carried over the
 * border, the gradient is not: to a segment the state before it is a constant. Find the sums over
 * all segments of ∂L/∂W [I][H], ∂L/∂U [H][H] and ∂L/∂b [H].
 */
public final class TruncatedBptt implements Backward<Sequence> {

    @Override
    public Gradients backward(Sequence e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("W", …).put("U", …).put("b", …);
        throw new Unsolved();
    }
}
