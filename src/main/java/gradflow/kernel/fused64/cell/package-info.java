/** {@link gradflow.kernel.fused.cell} in DOUBLE; all of it is made by the build. */
package gradflow.kernel.fused64.cell;
