/**
 * Settings of a run become a network of Deeplearning4j: the only chain of its builders.
 *
 * <p>What a network is made of is decided here, its optimiser and truncation included; what it is
 * trained on, watched and judged by is not.
 */
package gradflow.network;
