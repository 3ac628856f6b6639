package gradflow.estimator;

import gradflow.kernel.CellShape;
import gradflow.model.HiddenActivation;
import gradflow.model.Readout;
import gradflow.stats.L2;
import java.util.Random;
import java.util.stream.Stream;

/** A small network with random parameters, and a random sequence for it. */
final class EstimatorExample {
    private final EstimatedNetwork network;
    private final double[] parameters;
    private final Steps steps;

    EstimatorExample(EstimatedNetwork network, double[] parameters, Steps steps) {
        this.network = network;
        this.parameters = parameters.clone();
        this.steps = steps;
    }

    EstimatedNetwork network() {
        return network;
    }

    double[] parameters() {
        return parameters.clone();
    }

    Steps steps() {
        return steps;
    }

    /** A seed of its own for every word. */
    static long seed(Object word) {
        return word.toString().hashCode();
    }

    /** The cells that have estimators. */
    static Stream<CellShape> cells() {
        return Stream.of(CellShape.values()).filter(cell -> cell != CellShape.GRU_RESET_BEFORE);
    }

    /** The activation that a cell has by default. */
    static HiddenActivation activation(CellShape cell) {
        return cell.hasLinearCandidate() ? HiddenActivation.IDENTITY : HiddenActivation.TANH;
    }

    static EstimatorExample of(CellShape cell, Readout readout, int hidden, int timeSteps) {
        Random random = new Random(seed(cell) + 31 * seed(readout));
        ParameterLayout layout = new ParameterLayout(cell, 3, hidden, 2);
        double[] parameters = random.doubles(layout.size(), -0.8, 0.8).toArray();
        double[][] inputs = new double[timeSteps][];
        double[][] labels = new double[timeSteps][];
        for (int t = 0; t < timeSteps; t++) {
            inputs[t] = random.doubles(3, -1, 1).toArray();
            double bit = random.nextInt(2);
            // A step without a loss among the others.
            labels[t] = t == 1 ? null : new double[] {bit, 1 - bit};
        }
        return new EstimatorExample(
                new EstimatedNetwork(layout, activation(cell), readout),
                parameters,
                new Steps(inputs, labels));
    }

    /** Its estimate in one call. */
    double[] gradient(GradientEstimator estimator) {
        double[] gradient = new double[parameters.length];
        estimator.start();
        estimator.add(parameters, steps, gradient);
        return gradient;
    }

    /** The full gradient. */
    double[] full() {
        return gradient(Backpropagation.full(network));
    }

    /** The norm of the difference over that of the expected one. */
    static double error(double[] actual, double[] expected) {
        double[] difference = new double[expected.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = actual[i] - expected[i];
        }
        return L2.of(difference) / L2.of(expected);
    }
}
