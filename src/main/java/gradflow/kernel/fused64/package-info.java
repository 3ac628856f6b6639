/**
 * {@link gradflow.kernel.fused} in DOUBLE. The build makes all but the functions that stand here of
 * the sources in FLOAT, word for word ({@code float} becomes {@code double}): the two cannot differ
 * in anything else.
 */
package gradflow.kernel.fused64;
