package gradflow.probe;

import gradflow.stats.L2;
import java.util.function.DoublePredicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of a gradient [T, B, N], reduced time step by time step. */
final class StepNorms {
    private final double[] values;
    private final int batchSize;
    private final int size;

    StepNorms(INDArray timeMajor) {
        values = Norms.values(timeMajor);
        batchSize = (int) timeMajor.size(1);
        size = (int) timeMajor.size(2);
    }

    /** The mean over the batch of each example's norm. */
    double meanL2(int timeStep) {
        double sum = 0;
        for (int b = 0; b < batchSize; b++) {
            sum += l2(timeStep, b);
        }
        return sum / batchSize;
    }

    /** The mean over the batch of the norm of each example's two gradients as one vector. */
    double meanL2With(StepNorms other, int timeStep) {
        double sum = 0;
        for (int b = 0; b < batchSize; b++) {
            sum += L2.of(l2(timeStep, b), other.l2(timeStep, b));
        }
        return sum / batchSize;
    }

    private double l2(int timeStep, int example) {
        int start = (timeStep * batchSize + example) * size;
        return L2.of(values, start, start + size);
    }

    /** How many elements of all examples are such. */
    int count(int timeStep, DoublePredicate such) {
        int count = 0;
        int start = timeStep * batchSize * size;
        for (int i = start; i < start + batchSize * size; i++) {
            if (such.test(values[i])) {
                count++;
            }
        }
        return count;
    }

    double fraction(int timeStep, DoublePredicate such) {
        return (double) count(timeStep, such) / (batchSize * size);
    }
}
