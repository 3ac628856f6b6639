/**
 * Results for other tools, made from the files of a folder alone: Frictionless Data Package,
 * Croissant, JMH's JSON, TensorBoard's event files.
 *
 * <p>Pure Java. Nothing is computed here that the CSVs do not say.
 */
package gradflow.results.export;
