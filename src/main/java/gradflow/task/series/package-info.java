/** Tasks that forecast a series of measurements, and the readers of its file. */
package gradflow.task.series;
