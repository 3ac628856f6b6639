/**
 * Ten exercises for a course: a student implements {@code backward}, and what is wrong with it is
 * named.
 *
 * <p>Students edit {@link gradflow.exercise.answer} and nothing else. A question ({@link
 * gradflow.exercise.question}) is a forward pass, no backward pass: what is right comes from
 * central differences, and so does every typical mistake, by a forward pass in which one path is
 * made to carry a wrong slope ({@link gradflow.exercise.Flow}). Solutions are in the tests alone.
 * Pure Java on plain doubles.
 */
package gradflow.exercise;
