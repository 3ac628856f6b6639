package gradflow.estimator;

import gradflow.model.HiddenActivation;
import gradflow.model.Readout;

/**
 * The network whose gradient is estimated: one recurrent layer that reads forward, and an output
 * layer at every step.
 *
 * @param layout its parameters
 * @param activation of the hidden state or of the candidate
 * @param readout what the output layer is, and so its loss
 */
public record EstimatedNetwork(
        ParameterLayout layout, HiddenActivation activation, Readout readout) {

    CellStep cell() {
        return new CellStep(layout, activation);
    }

    OutputStep output() {
        return new OutputStep(layout, readout);
    }

    /**
     * The loss of a sequence from a zero state.
     *
     * @param parameters [P]
     * @param steps of the sequence
     * @return the sum over the labelled steps
     */
    public double loss(double[] parameters, Steps steps) {
        CellStep cell = cell();
        OutputStep output = output();
        double[] state = new double[layout.states()];
        double sum = 0;
        for (int t = 0; t < steps.size(); t++) {
            state = cell.forward(parameters, steps.input(t), state).next;
            if (steps.isLabelled(t)) {
                sum += output.loss(parameters, state, steps.label(t));
            }
        }
        return sum;
    }
}
