/**
 * The instrument for anyone's network: a listener that records how the gradient travels back
 * through time in a network of Deeplearning4j, says in words what it found, and writes the files
 * that the experiments write. It never changes the training that it watches.
 *
 * <p>{@code network} sees the network, {@code diagnosis} tells from plain numbers what is wrong,
 * {@code saved} reads files of models without running what they hold. No experiment may enter.
 */
package gradflow.flow;
