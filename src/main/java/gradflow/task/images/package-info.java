/** Tasks that read images pixel by pixel, and the readers of their files. */
package gradflow.task.images;
