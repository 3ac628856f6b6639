package gradflow.task.generated;

import gradflow.task.DrawnTask;

/** A task whose examples are drawn; it counts as solved from some metric on. */
interface GeneratedTask extends DrawnTask {

    /** The least validation metric that counts as solved. */
    double solvedFrom();

    @Override
    default boolean isSolved(Score validation) {
        return validation.metric() >= solvedFrom();
    }
}
