package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.LstmStep;

/**
 * Exercise 7. One step of an LSTM.
 *
 * <pre>c = f⊙c0 + i⊙a,   h = o⊙tanh(c)</pre>
 *
 * <p>a is tanh and f, o, i are σ of x·W + h0·U + b; the columns are four blocks of H: a, f, o, i.
 * Given ∂L/∂h and, from later steps, ∂L/∂c, find ∂L/∂W [I][4·H], ∂L/∂U [H][4·H], ∂L/∂b [4·H],
 * ∂L/∂h0 [H] and ∂L/∂c0 [H].
 */
public final class LstmBackward implements Backward<LstmStep.Example> {

    @Override
    public Gradients backward(LstmStep.Example e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("W", …).put("U", …).put("b", …).put("h0", …).put("c0", …);
        throw new Unsolved();
    }
}
