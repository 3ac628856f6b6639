/**
 * The recurrences of {@link gradflow.kernel} once more, for FLOAT on a CPU and for speed: one small
 * matrix product per gate and step, gates in plain loops over {@code float[]}, memory that is kept
 * from call to call. They answer to the same contract as the clear ones, which stay the reference.
 *
 * <p>A cell ({@link gradflow.kernel.fused.FusedLstm} and its kin) holds the equations of one step,
 * {@link gradflow.kernel.fused.ForwardPass} and {@link gradflow.kernel.fused.BackwardPass} the
 * memory and the products they are written in, {@link gradflow.kernel.fused.FusedRecurrence} the
 * loop over time. {@link gradflow.kernel.fused.Normalization} stands between products and
 * pre-activations where a layer is normalised; the cells do not know of it. Only what measurably
 * saves time may enter here.
 */
package gradflow.kernel.fused;
