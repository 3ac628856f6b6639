/**
 * Judges the claims of an experiment by the numbers of its runs.
 *
 * <p>Pure Java. It sees nothing but the experiment and the table that becomes runs.csv, so a claim
 * rests on what everyone can read there.
 */
package gradflow.claim;
