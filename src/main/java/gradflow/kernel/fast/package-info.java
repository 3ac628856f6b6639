/**
 * The recurrences of {@link gradflow.kernel} once more, for FLOAT on a CPU and for speed: one small
 * matrix product per gate and step, gates in plain loops over {@code float[]}, memory that is kept
 * from call to call. They answer to the same contract as the clear ones, which stay the reference.
 *
 * <p>A cell ({@link gradflow.kernel.fast.FusedLstm} and its kin) holds the equations of one step,
 * {@link gradflow.kernel.fast.ForwardPass} and {@link gradflow.kernel.fast.BackwardPass} the memory
 * and the products they are written in, {@link gradflow.kernel.fast.FusedRecurrence} the loop over
 * time. {@link gradflow.kernel.fast.Normalization} stands between products and pre-activations
 * where a layer is normalised; the cells do not know of it. Only what measurably saves time may
 * enter here.
 */
package gradflow.kernel.fast;
