package gradflow.kernel.clear;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An activation function of Deeplearning4j's without its habit of overwriting its arguments. */
record Nonlinearity(IActivation function) {

    Nonlinearity {
        if (function instanceof ActivationRReLU) {
            throw new IllegalArgumentException(
                    "activation rrelu draws slopes that it forgets at the next time step, so its"
                            + " gradient through time would be wrong; take leakyrelu");
        }
    }

    /** f(z). */
    INDArray of(INDArray z) {
        return function.getActivation(z.dup(), true);
    }

    /** ∂L/∂z from ∂L/∂f(z). */
    INDArray back(INDArray z, INDArray gradient) {
        return function.backprop(z.dup(), gradient.dup()).getFirst();
    }
}
