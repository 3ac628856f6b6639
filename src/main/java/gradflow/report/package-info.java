/**
 * Pages that show results: {@code report.html} of a folder, and {@code index.html} of all.
 *
 * <p>They are drawn from the files of a results folder alone, which {@code report.data} reads and
 * {@code report.figure} turns into figures. No network library may enter; what runs experiments is
 * unknown here.
 */
package gradflow.report;
