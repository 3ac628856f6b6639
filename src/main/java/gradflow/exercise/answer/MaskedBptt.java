package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.Sequence;

/**
 * Exercise 9. Backpropagation through time with a mask.
 *
 * <p>Exercise 3, but where {@code e.mask()} is 0 the step hands on the state before it, h_t =
 * h_{t−1}, and has no loss; L is the mean of the losses of the steps where it is 1. Find ∂L/∂W
 * [I][H], ∂L/∂U [H][H], ∂L/∂b [H] and ∂L/∂h0 [H].
 */
public final class MaskedBptt implements Backward<Sequence> {

    @Override
    public Gradients backward(Sequence e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("W", …).put("U", …).put("b", …).put("h0", …);
        throw new Unsolved();
    }
}
