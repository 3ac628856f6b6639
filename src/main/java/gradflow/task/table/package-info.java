/** Tasks on a user's own table with named columns, and the readers of its files. */
package gradflow.task.table;
