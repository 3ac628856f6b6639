/**
 * The one list of cells that both forms are made from: {@link gradflow.kernel.cells.CellForms}
 * knows for each {@link gradflow.kernel.CellShape} its clear and its fused form. No equations enter
 * here.
 */
package gradflow.kernel.cells;
