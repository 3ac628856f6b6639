package gradflow.experiment.training;

/**
 * A row of predictions.csv: what a trained network tells at one labelled step of a test example.
 *
 * @param runId the run
 * @param example its number among the test examples, from 1 on
 * @param sequence of the user's table that it was taken from; null for other data
 * @param time of the step in the user's table (of the value that is told); null for other data
 * @param timeStep t of the network, 1 … T
 * @param output the column that is told, or the number of the output; null for a class
 * @param truth a class, or a number in the unit of the data
 * @param prediction likewise; of a yes-or-no output the probability of yes
 * @param probability that the network gives the class that it tells; null for a number
 * @param referencePrediction what the best simple predictor tells; null where there is none
 */
record PredictionRow(
        String runId,
        int example,
        String sequence,
        String time,
        int timeStep,
        String output,
        Object truth,
        Object prediction,
        Double probability,
        Object referencePrediction) {}
