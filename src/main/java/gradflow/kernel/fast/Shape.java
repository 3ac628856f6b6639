package gradflow.kernel.fast;

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

    /** Where step t starts in [T, B, I]. */
    long inputAt(int t) {
        return (long) t * batchSize * inputSize;
    }

    /** Where step t starts in [T, B, H]. */
    long unitsAt(int t) {
        return (long) t * batchSize * hiddenSize;
    }
}
