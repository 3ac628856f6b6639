/** Sequences in a tidy CSV with named columns, of anyone's making. Pure Java. */
package gradflow.task.tidy;
