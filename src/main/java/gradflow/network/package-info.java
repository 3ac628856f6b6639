/**
 * Settings of a run become a network of Deeplearning4j: the only chain of its builders.
 *
 * <p>What a network is made of is decided here; how it is trained, watched and judged is not.
 */
package gradflow.network;
