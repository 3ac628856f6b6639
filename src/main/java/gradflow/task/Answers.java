package gradflow.task;

/**
 * How what a network tells on a task's test data is written down. Examples, outputs and time steps
 * count from 0 as in the batch.
 */
public interface Answers {
    /** The answers of a task that says no more than numbers. */
    Answers OF_NUMBERS = new Answers() {};

    /**
     * The sequence of the user's that an example was taken from; null where there is none.
     *
     * @return as the user calls it
     */
    default String sequence(int example) {
        return null;
    }

    /**
     * The time of a step as the user's data have it; null where there is none.
     *
     * @return as it stands in the data
     */
    default String time(int example, int timeStep) {
        return null;
    }

    /**
     * A class, by its output.
     *
     * @return the number of the output where classes have no names
     */
    default String className(int output) {
        return String.valueOf(output);
    }

    /**
     * What a linear output tells.
     *
     * @return a name, or the number of the output where it has none
     */
    default String outputName(int output) {
        return String.valueOf(output);
    }

    /**
     * A linear output's number in the unit of the data.
     *
     * @return the same number where data have no unit
     */
    default double inUnits(int output, double prediction) {
        return prediction;
    }

    /**
     * What was to be told: a class's name, or a number in the unit of the data.
     *
     * @param label of the batch at a linear output, or the number of the class
     * @return for predictions.csv
     */
    default Object truth(int example, int output, int timeStep, double label) {
        return label;
    }

    /**
     * What the best simple predictor tells: a class's name, or a number in the unit of the data;
     * null where there is none.
     *
     * @return for predictions.csv
     */
    default Object reference(int example, int output, int timeStep) {
        return null;
    }
}
