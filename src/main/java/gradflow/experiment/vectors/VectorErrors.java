package gradflow.experiment.vectors;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How far a layer is from the reference, each the worst relative error of its kind.
 *
 * @param outputs of h_t at every step, and of the last cell state
 * @param parametersBySegment of the parameters' gradients, segment by segment
 * @param timeSteps of ∂L/∂h_t and ∂L/∂x_t at every step
 */
record VectorErrors(
        DataType dataType, double outputs, List<Double> parametersBySegment, double timeSteps) {

    /** Rounding, with room for a thousand operations on top of each other. */
    double tolerance() {
        return dataType == DataType.DOUBLE ? 1e-9 : 2e-4;
    }

    boolean withinTolerance() {
        // Written so that NaN is not within it.
        return outputs <= tolerance()
                && timeSteps <= tolerance()
                && parametersBySegment.stream().allMatch(error -> error <= tolerance());
    }

    @Override
    public String toString() {
        return "%s outputs %s, parameter gradients by segment %s, time-step gradients %s"
                .formatted(
                        dataType,
                        number(outputs),
                        parametersBySegment.stream()
                                .map(VectorErrors::number)
                                .collect(Collectors.joining(" ")),
                        number(timeSteps));
    }

    private static String number(double error) {
        return String.format(Locale.ROOT, "%.1e", error);
    }
}
