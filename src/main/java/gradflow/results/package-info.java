/**
 * Files of results: CSV and the manifest, written completely or not at all.
 *
 * <p>Pure Java. Tables come in as rows of plain values and go out in one format, the same bytes in
 * every locale. What the numbers mean is decided where the rows are made.
 */
package gradflow.results;
