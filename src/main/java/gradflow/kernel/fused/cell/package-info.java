/**
 * One class for each cell that has a fused form, with the equations of one step forward and back,
 * and {@link gradflow.kernel.fused.cell.FusedCells}, the list of them. May use {@link
 * gradflow.kernel.fused}, which knows no cell; no memory, no products and no loop over time enter
 * here. The build makes {@code gradflow.kernel.fused64.cell} of this package.
 */
package gradflow.kernel.fused.cell;
