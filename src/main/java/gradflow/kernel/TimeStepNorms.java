package gradflow.kernel;

/**
 * The size of the gradient at every time step of one backward pass: L2 norms of each example's
 * gradient, averaged over the batch. Zero at the steps that were cut off.
 */
public final class TimeStepNorms {
    private final double[] hidden;
    private final double[] cell;
    private final double[] preActivation;

    /**
     * Zeros for {@code timeSteps} steps, to be set from the last one back.
     *
     * @param timeSteps T
     */
    public TimeStepNorms(int timeSteps) {
        hidden = new double[timeSteps];
        cell = new double[timeSteps];
        preActivation = new double[timeSteps];
    }

    /**
     * Sets ‖∂L/∂h_t‖ of step t, counted from 0.
     *
     * @param timeStep 0 … T − 1
     * @param norm L2, the mean over the batch
     */
    public void setHidden(int timeStep, double norm) {
        hidden[timeStep] = norm;
    }

    /**
     * Sets ‖∂L/∂c_t‖ of step t.
     *
     * @param timeStep 0 … T − 1
     * @param norm L2, the mean over the batch
     */
    public void setCell(int timeStep, double norm) {
        cell[timeStep] = norm;
    }

    /**
     * Sets ‖∂L/∂(pre-activations of all gates)‖ of step t.
     *
     * @param timeStep 0 … T − 1
     * @param norm L2, the mean over the batch
     */
    public void setPreActivation(int timeStep, double norm) {
        preActivation[timeStep] = norm;
    }

    /**
     * T.
     *
     * @return how many steps the pass had, those included that were cut off
     */
    public int timeSteps() {
        return hidden.length;
    }

    /**
     * ‖∂L/∂h_t‖ of step t, counted from 0.
     *
     * @param timeStep 0 … T − 1
     * @return L2, the mean over the batch; 0 where the step was cut off
     */
    public double hidden(int timeStep) {
        return hidden[timeStep];
    }

    /**
     * ‖∂L/∂c_t‖ of step t; 0 for a cell without c.
     *
     * @param timeStep 0 … T − 1
     * @return L2, the mean over the batch
     */
    public double cell(int timeStep) {
        return cell[timeStep];
    }

    /**
     * ‖∂L/∂(pre-activations of all gates)‖ of step t.
     *
     * @param timeStep 0 … T − 1
     * @return L2, the mean over the batch; 0 where the step was cut off
     */
    public double preActivation(int timeStep) {
        return preActivation[timeStep];
    }
}
