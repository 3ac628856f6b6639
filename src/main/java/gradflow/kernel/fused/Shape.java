package gradflow.kernel.fused;

import gradflow.kernel.PassShape;

/** The sizes of one pass: T, B, I, H. */
record Shape(int timeSteps, int batchSize, int inputSize, int hiddenSize) {

    PassShape sizes() {
        return new PassShape(timeSteps, batchSize, inputSize, hiddenSize);
    }

    /** B·H, the length of a state and of everything that is computed per hidden unit. */
    int units() {
        return Math.multiplyExact(batchSize, hiddenSize);
    }

    /** The first row of step t in a matrix with a row for every step and example. */
    long rowAt(int t) {
        return (long) t * batchSize;
    }

    /** Whether a pass of the other sizes has the same products, however many steps it has. */
    boolean isLike(Shape other) {
        return batchSize == other.batchSize
                && inputSize == other.inputSize
                && hiddenSize == other.hiddenSize;
    }
}
