/**
 * The recurrences of {@link gradflow.kernel} once more, for speed on a CPU: the products of all
 * gates together, step by step, gates in plain loops over {@code float[]}, memory that is kept from
 * call to call. They answer to the same contract as the clear ones, which stay the reference.
 * Products are OpenBLAS's or Java's own ({@link gradflow.kernel.Arithmetic}); all else is the same
 * code for both. The build makes {@code gradflow.kernel.fused64} of this package, the same in
 * DOUBLE, so no type may be named here but FLOAT's.
 *
 * <p>A cell ({@link gradflow.kernel.fused.cell.FusedLstm} and its kin) holds the equations of one
 * step, {@link gradflow.kernel.fused.ForwardPass} and {@link gradflow.kernel.fused.BackwardPass}
 * the memory and the products they are written in, {@link gradflow.kernel.fused.FusedRecurrence}
 * the loop over time. {@link gradflow.kernel.fused.Normalization} stands between products and
 * pre-activations where a layer is normalised; the cells do not know of it. Only what measurably
 * saves time may enter here.
 */
package gradflow.kernel.fused;
