/**
 * Figures: a class each says which rows one shows and what is seen in them; how it looks is a
 * Vega-Lite specification beside it, in {@code src/main/resources/gradflow/report/figures}.
 */
package gradflow.report.figure;
