/**
 * Files of results: CSV and the manifest, written completely or not at all.
 *
 * <p>Pure Java. Tables come in as rows of plain values and go out in one format, the same bytes in
 * every locale. What the numbers mean is decided where the rows are made, and declared in {@code
 * gradflow.results.schema}; other tools get it from {@code gradflow.results.export}.
 */
package gradflow.results;
