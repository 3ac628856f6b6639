package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.Horizon;

/**
 * Exercise 6. How far back a gradient reaches.
 *
 * <p>From ‖∂L/∂h_{T−lag}‖ by lag, find {@code horizon}, the largest lag at which the norm is at
 * least a thousandth of that at lag 0, and {@code perStep}, the factor per step that leads from the
 * norm at lag 0 to that at the last lag.
 */
public final class GradientHorizon implements Backward<Horizon.Example> {

    @Override
    public Gradients backward(Horizon.Example e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("horizon", …).put("perStep", …);
        throw new Unsolved();
    }
}
