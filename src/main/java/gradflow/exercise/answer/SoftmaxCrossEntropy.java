package gradflow.exercise.answer;

import gradflow.exercise.Backward;
import gradflow.exercise.Gradients;
import gradflow.exercise.Unsolved;
import gradflow.exercise.question.SoftmaxOutput;

/**
 * Exercise 2. Softmax with cross-entropy.
 *
 * <pre>ŷ = softmax(h·V + c),   L = −Σ y·ln ŷ</pre>
 *
 * <p>Find ∂L/∂V [H][O], ∂L/∂c [O] and ∂L/∂h [H].
 */
public final class SoftmaxCrossEntropy implements Backward<SoftmaxOutput.Example> {

    @Override
    public Gradients backward(SoftmaxOutput.Example e) {
        // TODO: compute the gradients, put them here, and delete the next line:
        //     return new Gradients().put("V", …).put("c", …).put("h", …);
        throw new Unsolved();
    }
}
