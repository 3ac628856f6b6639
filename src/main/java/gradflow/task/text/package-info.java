/** Tasks on characters of a text. */
package gradflow.task.text;
