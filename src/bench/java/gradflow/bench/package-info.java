/**
 * Peers and microbenchmarks, compiled only in the profile {@code bench}: JMH for kernels and layers,
 * and the sides that {@code src/bench/python/alternate.py} puts beside PyTorch.
 */
package gradflow.bench;
