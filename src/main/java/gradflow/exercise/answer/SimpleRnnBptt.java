package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.Sequence;

/**
 * Exercise 3. Backpropagation through time in a simple recurrent network.
 *
 * <pre>h_t = tanh(x_t·W + h_{t−1}·U + b),   L = Σ_t L_t</pre>
 *
 * <p>Given ∂L_t/∂h_t of every step's own loss, find ∂L/∂W [I][H], ∂L/∂U [H][H], ∂L/∂b [H] and
 * ∂L/∂h0 [H]. Every step uses the same weights, so its share is added to the others'.
 */
public final class SimpleRnnBptt implements Backward<Sequence> {

    @Override
    public Gradients backward(Sequence e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("W", …).put("U", …).put("b", …).put("h0", …);
        throw new Unsolved();
    }
}
