/**
 * Dense matrices of FLOAT that the recurrences of {@link gradflow.kernel.fused} compute in, and the
 * products of such matrices: {@link gradflow.kernel.matrix.NativeMatrix} with OpenBLAS's, {@link
 * gradflow.kernel.matrix.HeapMatrix} with Java's own in a fixed order. {@link
 * gradflow.kernel.matrix.Engine} is the choice between them. What copies sequences and weights
 * between ND4J's layouts and these matrices is here, too; equations of cells are not.
 *
 * <p>The build makes {@code gradflow.kernel.matrix64} of this package, the same in DOUBLE.
 */
package gradflow.kernel.matrix;
