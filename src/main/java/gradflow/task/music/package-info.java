/** Tasks that predict the next notes of piano rolls. */
package gradflow.task.music;
