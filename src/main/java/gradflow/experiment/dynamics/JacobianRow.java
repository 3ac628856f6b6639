package gradflow.experiment.dynamics;

/**
 * A row of jacobian.csv.
 *
 * @param runId the run
 * @param lag T − t
 * @param jacobianL2 largest singular value of ∂h_T/∂h_t, mean over the examples
 * @param jacobianL2Largest the same, the largest of the examples
 * @param bound (γσ)^lag: γ the largest slope of the activation, σ the recurrent matrix's largest
 *     singular value
 */
record JacobianRow(
        String runId, int lag, double jacobianL2, double jacobianL2Largest, double bound) {}
