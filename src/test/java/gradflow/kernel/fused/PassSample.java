package gradflow.kernel.fused;

import gradflow.kernel.State;
import gradflow.kernel.Weights;
import gradflow.kernel.twin.Kind;
import gradflow.kernel.twin.Twin;
import gradflow.kernel.twin.TwinWeights;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A random problem of given sizes, in double for the twin and in a type for what is tested. */
final class PassSample {
    final DataType dataType;
    final Kind kind;
    final int timeSteps;
    final int batchSize;
    final int inputSize;
    final int hiddenSize;
    final TwinWeights weights;
    final double[][][] x;
    final double[][][] gradOutput;
    double[][] h0;
    double[][] c0;
    double[][] mask;
    private final Random random;

    PassSample(
            DataType dataType,
            Kind kind,
            int timeSteps,
            int batchSize,
            int inputSize,
            int hiddenSize,
            long seed) {
        this.dataType = dataType;
        this.kind = kind;
        this.timeSteps = timeSteps;
        this.batchSize = batchSize;
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        random = new Random(seed);
        // ±1/√H, the usual initial weights: gradients neither explode nor vanish at once.
        TwinWeights plain =
                TwinWeights.random(
                        inputSize,
                        hiddenSize,
                        kind.twin().gates(),
                        kind.hasRecurrentBias(),
                        1 / Math.sqrt(hiddenSize),
                        random);
        weights = kind.isNormalized() ? plain.withGains(random) : plain;
        x = sequence(timeSteps, inputSize);
        gradOutput = sequence(timeSteps, hiddenSize);
    }

    PassSample withState() {
        h0 = sequence(1, hiddenSize)[0];
        c0 = sequence(1, hiddenSize)[0];
        return this;
    }

    /** A quarter of all steps masked, at random. */
    PassSample withMask() {
        mask = new double[timeSteps][batchSize];
        for (double[] row : mask) {
            Arrays.setAll(row, b -> random.nextInt(4) > 0 ? 1 : 0);
        }
        return this;
    }

    private double[][][] sequence(int steps, int size) {
        double[][][] made = new double[steps][batchSize][size];
        for (double[][] step : made) {
            for (double[] row : step) {
                // Rounded, so that both sides compute from the same numbers.
                Arrays.setAll(row, i -> (float) random.nextGaussian());
            }
        }
        return made;
    }

    Twin twin() {
        return new Twin(kind.twin(), weights, x, h0, c0, mask);
    }

    INDArray input() {
        return Nd4j.create(x).castTo(dataType);
    }

    INDArray outputGradient() {
        return Nd4j.create(gradOutput).castTo(dataType);
    }

    INDArray maskArray() {
        return mask == null ? null : Nd4j.create(mask).castTo(dataType);
    }

    State state() {
        if (h0 == null) {
            return null;
        }
        INDArray cell = kind.twin().hasCellState() ? Nd4j.create(c0) : null;
        return new State(
                Nd4j.create(h0).castTo(dataType), cell == null ? null : cell.castTo(dataType));
    }

    Weights weights() {
        Weights made = emptyWeights();
        made.input().assign(Nd4j.create(weights.w()));
        if (made.recurrent() != null) {
            made.recurrent().assign(Nd4j.create(weights.u()));
        }
        made.bias().assign(Nd4j.create(new double[][] {weights.b()}));
        if (made.recurrentBias() != null) {
            made.recurrentBias().assign(Nd4j.create(new double[][] {weights.c()}));
        }
        if (made.gain() != null) {
            made.gain().assign(Nd4j.create(new double[][] {weights.g()}));
        }
        return made;
    }

    /** Views of one flat array, as a network's parameters are; filled with NaN. */
    Weights emptyWeights() {
        int width = kind.twin().gates() * hiddenSize;
        long[] sizes = {
            (long) inputSize * width, (long) hiddenSize * width, width, width, 2L * width
        };
        INDArray flat = Nd4j.valueArrayOf(new long[] {5 + Arrays.stream(sizes).sum()}, Double.NaN);
        flat = flat.castTo(dataType);
        long from = 5;
        INDArray[] views = new INDArray[5];
        for (int i = 0; i < 5; i++) {
            long[] shape = {
                i == 0 ? inputSize : i == 1 ? hiddenSize : 1, i < 4 ? width : 2L * width
            };
            INDArray part = flat.get(NDArrayIndex.interval(from, from + sizes[i]));
            views[i] = part.reshape('f', shape);
            from += sizes[i];
        }
        INDArray recurrentBias = kind.hasRecurrentBias() ? views[3] : null;
        return new Weights(
                kind.shape(),
                views[0],
                kind.shape().hasRecurrentWeights() ? views[1] : null,
                views[2],
                recurrentBias,
                kind.isNormalized() ? views[4] : null);
    }

    INDArray emptyOutput() {
        return Nd4j.valueArrayOf(
                new long[] {timeSteps, batchSize, hiddenSize}, Double.NaN, dataType);
    }

    INDArray emptyInputGradient() {
        return Nd4j.valueArrayOf(
                new long[] {timeSteps, batchSize, inputSize}, Double.NaN, dataType);
    }

    /** The time-major array, stored otherwise: as a view of what {@code store} makes of it. */
    static INDArray stored(INDArray timeMajor, int[] axes, UnaryOperator<INDArray> store) {
        INDArray other = store.apply(timeMajor.permute(axes));
        int[] back = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            back[axes[i]] = i;
        }
        return other.permute(back);
    }
}
