package gradflow.task;

/**
 * What comes next is to be told, step by step; the loss and the metric are errors. It counts as
 * solved when the validation loss is below what simple predictors reach there.
 */
public interface NextStepTask extends DrawnTask {

    /**
     * The validation loss of the simple predictor that is to be beaten.
     *
     * @return in the unit of the loss
     */
    double solvedBelow();

    @Override
    default boolean isLowerBetter() {
        return true;
    }

    @Override
    default boolean isSolved(Score validation) {
        return validation.loss() < solvedBelow();
    }
}
