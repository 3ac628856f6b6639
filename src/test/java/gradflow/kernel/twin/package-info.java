/**
 * The recurrences a third time: nested loops over {@code double}, written from the equations alone,
 * with hand-derived gradients that are themselves checked by central differences. They share no
 * code with what they test.
 */
package gradflow.kernel.twin;
