/** The questions: what an answer is given, and the forward pass that it has to differentiate. */
package gradflow.exercise.question;
