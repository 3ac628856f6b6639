/**
 * What every column of every file of results means, declared once in {@code columns.yaml}: its
 * type, unit, range and meaning. Files are checked against the declaration, and the tables of
 * results/README.md are made from it.
 *
 * <p>Pure Java, above {@code gradflow.results}, which knows nothing of it.
 */
package gradflow.results.schema;
