package gradflow.experiment.byhand;

/**
 * A row of steps.csv: a factor, product or sum of the chain rule, or one entry of it.
 *
 * @param runId the run
 * @param factor its name
 * @param timeStep t, or null for what belongs to no step
 * @param parameter W, RW, b, Rb for what is by one of them; else null
 * @param row of the entry, from 1 on; null for the norm
 * @param column of the entry, from 1 on; null for the norm
 * @param value the entry, or the root of the sum of squares of all entries
 */
record StepRow(
        String runId,
        String factor,
        Integer timeStep,
        String parameter,
        Integer row,
        Integer column,
        double value) {}
