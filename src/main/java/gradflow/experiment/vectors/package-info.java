/**
 * Checks the layers against reference vectors, numbers that another framework has computed: {@link
 * gradflow.experiment.vectors.VectorFile} reads and validates a file, {@link
 * gradflow.experiment.vectors.VectorCheck} runs the layer, {@link
 * gradflow.experiment.vectors.ReferenceVectors} prints a line per file. The format is described in
 * {@code data/reference-vectors/README.md}.
 */
package gradflow.experiment.vectors;
