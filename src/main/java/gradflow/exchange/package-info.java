/**
 * Weights and models of other frameworks: PyTorch's recurrent modules in .safetensors files, and
 * Keras models in .h5 and .keras files.
 *
 * <p>Files are read without running anything that they hold, within bounds, and wholly or not at
 * all: a {@link gradflow.exchange.ModelFileException} tells in one line what is wrong, and no
 * network has changed. What users call stands here, and the layers that are saved with a network,
 * whose names stay in files; what reads, lays out and builds is in the rooms below. May use {@code
 * kernel}, {@code layer}, DL4J, ND4J, and the two optional libraries of the Keras part; nothing
 * else of the program, for this room is shipped with the layers.
 */
package gradflow.exchange;
