/**
 * The place for a student's answers: every class has one method {@code backward} to write. {@code
 * mvn -q compile exec:java -Dexp=exercise} says what is right, and what is wrong with the rest.
 */
package gradflow.exercise.answer;
