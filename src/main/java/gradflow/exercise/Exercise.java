package gradflow.exercise;

import java.util.function.Supplier;

/**
 * An exercise: a question and the place for its answer.
 *
 * @param <E> what the answer is given
 * @param number from 1 on
 * @param title what it is about
 * @param file the class to edit
 * @param question what the answer is compared with
 * @param answer the student's
 */
record Exercise<E>(
        int number, String title, String file, Question<E> question, Supplier<Backward<E>> answer) {

    /** The exercise answered by someone else. */
    Exercise<E> answeredBy(Backward<E> other) {
        return new Exercise<>(number, title, file, question, () -> other);
    }
}
