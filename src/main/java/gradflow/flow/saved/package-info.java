/**
 * A diagnosis, from the command line, of a network that Deeplearning4j has saved; its file is read
 * by {@link gradflow.layer.saved}.
 */
package gradflow.flow.saved;
