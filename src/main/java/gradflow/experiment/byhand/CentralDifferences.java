package gradflow.experiment.byhand;

import gradflow.hand.ChainRule;
import gradflow.hand.Example;
import java.util.function.ToDoubleFunction;

/** (L(w + ε) − L(w − ε))/2ε for every weight; errors of order ε² and 1e-16/ε, both about 1e-11. */
final class CentralDifferences {
    private static final double STEP = 1e-5;

    private CentralDifferences() {}

    /** By the cell's weights, then w'' row by row, then b''. */
    static double[] of(Example example) {
        double[] cell = slopes(example.weights(), w -> ChainRule.loss(example.withWeights(w)));
        double[] outputs =
                slopes(
                        LargestError.joined(example.outputWeights()),
                        w ->
                                ChainRule.loss(
                                        example.withOutput(
                                                rows(w, example.label().length),
                                                example.outputBias())));
        double[] bias =
                slopes(
                        example.outputBias(),
                        b -> ChainRule.loss(example.withOutput(example.outputWeights(), b)));
        return LargestError.joined(cell, outputs, bias);
    }

    private static double[] slopes(double[] weights, ToDoubleFunction<double[]> loss) {
        double[] slopes = new double[weights.length];
        for (int i = 0; i < slopes.length; i++) {
            double[] moved = weights.clone();
            moved[i] = weights[i] + STEP;
            double above = loss.applyAsDouble(moved);
            moved[i] = weights[i] - STEP;
            slopes[i] = (above - loss.applyAsDouble(moved)) / (2 * STEP);
        }
        return slopes;
    }

    private static double[][] rows(double[] values, int columns) {
        double[][] rows = new double[values.length / columns][columns];
        for (int i = 0; i < values.length; i++) {
            rows[i / columns][i % columns] = values[i];
        }
        return rows;
    }
}
