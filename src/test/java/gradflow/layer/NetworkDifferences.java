package gradflow.layer;

import java.util.Map;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The slope of a loss by central differences, along random directions within each parameter array:
 * a wrong entry anywhere in the array shows, and an array costs two evaluations a direction.
 */
final class NetworkDifferences {
    /** Truncation error of order step², rounding error of order 1e-16/step: both about 1e-11. */
    private static final double STEP = 1e-5;

    private static final double ROUNDING = 1e-10;

    private static final int DIRECTIONS = 1;

    private NetworkDifferences() {}

    /** The largest |analytic − numeric| slope over the norm of the array's gradient. */
    static double worstRelativeError(
            Map<String, INDArray> params, Map<String, INDArray> analytic, DoubleSupplier loss) {
        double worst = 0;
        for (Map.Entry<String, INDArray> param : params.entrySet()) {
            INDArray values = param.getValue();
            INDArray gradient = analytic.get(param.getKey());
            INDArray before = values.dup();
            for (int i = 0; i < DIRECTIONS; i++) {
                Nd4j.getRandom().setSeed(31L * i + values.length());
                INDArray direction = Nd4j.randn(DataType.DOUBLE, values.shape());
                direction.divi(direction.norm2Number());
                values.assign(before.add(direction.mul(STEP)));
                double above = loss.getAsDouble();
                values.assign(before.sub(direction.mul(STEP)));
                double below = loss.getAsDouble();
                values.assign(before);
                double numeric = (above - below) / (2 * STEP);
                double slope = gradient.mul(direction).sumNumber().doubleValue();
                double norm = gradient.norm2Number().doubleValue();
                worst = Math.max(worst, relative(Math.abs(numeric - slope), norm));
            }
        }
        return worst;
    }

    /** Where there is no gradient, as in U after one step from zero, there has to be no slope. */
    private static double relative(double error, double norm) {
        return norm == 0 && error < ROUNDING ? 0 : error / norm;
    }
}
