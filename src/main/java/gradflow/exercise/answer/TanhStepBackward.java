package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.TanhStep;

/**
 * Exercise 1. One step of tanh, with numbers.
 *
 * <pre>h = tanh(w·x + u·h0 + b)</pre>
 *
 * <p>Given ∂L/∂h, find ∂L/∂w, ∂L/∂u, ∂L/∂b and ∂L/∂h0.
 */
public final class TanhStepBackward implements Backward<TanhStep.Example> {

    @Override
    public Gradients backward(TanhStep.Example e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("w", …).put("u", …).put("b", …).put("h0", …);
        throw new Unsolved();
    }
}
