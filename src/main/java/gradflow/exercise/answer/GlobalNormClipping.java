package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.NormClipping;

/**
 * Exercise 5. Clipping by the global norm.
 *
 * <p>Make ∂L/∂W [2][3] and ∂L/∂b [3] shorter by one common factor, so that the norm of both
 * together is the threshold; if it is not longer than that already, leave them as they are.
 */
public final class GlobalNormClipping implements Backward<NormClipping.Example> {

    @Override
    public Gradients backward(NormClipping.Example e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("W", …).put("b", …);
        throw new Unsolved();
    }
}
