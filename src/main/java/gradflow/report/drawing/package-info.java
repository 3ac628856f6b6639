/**
 * What figures are made with: rows, a Vega-Lite specification that gets them, and the words and
 * numbers that stand beside. Knows no results but through {@code gradflow.report.data}, and no
 * figure.
 */
package gradflow.report.drawing;
