package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.GruStep;

/**
 * Exercise 8. One step of a GRU, reset after the product.
 *
 * <pre>n = tanh(x·W + b + r⊙m),   m = h0·U + c,   h = (1 − z)⊙n + z⊙h0</pre>
 *
 * <p>r and z are σ of x·W + b + h0·U + c; the columns are three blocks of H: r, z, n. Given ∂L/∂h,
 * find ∂L/∂W [I][3·H], ∂L/∂U [H][3·H], ∂L/∂b [3·H], ∂L/∂c [3·H] and ∂L/∂h0 [H].
 */
public final class GruBackward implements Backward<GruStep.Example> {

    @Override
    public Gradients backward(GruStep.Example e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("W", …).put("U", …).put("b", …).put("c", …).put("h0", …);
        throw new Unsolved();
    }
}
