package gradflow.kernel.fused;

import gradflow.kernel.matrix.Engine;
import gradflow.kernel.matrix.FloatMatrix;

/**
 * The gates' gradients of a few steps, side by side: those of x·W [·, G·H], those of the h·U that
 * are taken together [·, S·H], which are the first of the former unless products are normalised,
 * and that of the last gate's recurrent product where it stands apart [·, H].
 */
final class Taken {
    private final PassLayout layout;
    private final FloatMatrix input;
    private final FloatMatrix normalizedShared;
    private final FloatMatrix own;
    private float[] inputs = {};
    private float[] shareds = {};
    private Shape shape;
    private int chunk;

    Taken(PassLayout layout, Engine engine) {
        this.layout = layout;
        input = engine.matrix();
        normalizedShared = engine.matrix();
        own = engine.matrix();
    }

    /** Makes room for {@code steps} steps, which take turns. */
    void begin(Shape newShape, int steps) {
        shape = newShape;
        chunk = steps;
        long rows = shape.rowAt(steps);
        int size = shape.hiddenSize();
        input.reserve(rows, layout.gates() * size);
        inputs = room(inputs, layout.gates() * shape.units());
        if (layout.normalized()) {
            normalizedShared.reserve(rows, layout.sharedGates() * size);
            shareds = room(shareds, layout.sharedGates() * shape.units());
        }
        if (layout.hasOwnProduct()) {
            own.reserve(rows, size);
        }
    }

    private static float[] room(float[] array, int length) {
        return array.length < length ? new float[length] : array;
    }

    /** Where the rows of step t start. */
    long row(int t) {
        return shape.rowAt(t % chunk);
    }

    FloatMatrix input() {
        return input;
    }

    FloatMatrix shared() {
        return layout.normalized() ? normalizedShared : input;
    }

    FloatMatrix own() {
        return own;
    }

    /** Takes the gradient of a gate [B, H]; index G: that of the last gate's recurrent term. */
    void gate(int index, int t, float[] gradient) {
        if (index < layout.gates()) {
            aside(gradient, inputs, index, layout.gates());
        }
        boolean last = index == layout.gates() - 1;
        if (index == layout.gates() || (last && layout.cell().hasOwnCandidateOperand())) {
            own.write(row(t), shape.batchSize(), gradient);
        }
    }

    /** Takes the gradient of a normalised product; from index G on, of h·U. */
    void product(int index, int t, float[] gradient) {
        int recurrent = index - layout.gates();
        if (recurrent < 0) {
            aside(gradient, inputs, index, layout.gates());
        } else if (recurrent < layout.sharedGates()) {
            aside(gradient, shareds, recurrent, layout.sharedGates());
        } else {
            own.write(row(t), shape.batchSize(), gradient);
        }
    }

    private void aside(float[] gradient, float[] all, int gate, int gates) {
        int size = shape.hiddenSize();
        for (int b = 0; b < shape.batchSize(); b++) {
            System.arraycopy(gradient, b * size, all, (b * gates + gate) * size, size);
        }
    }

    /** Puts what was taken of step t where products find it. */
    void put(int t) {
        input.write(row(t), shape.batchSize(), inputs);
        if (layout.normalized()) {
            normalizedShared.write(row(t), shape.batchSize(), shareds);
        }
    }
}
