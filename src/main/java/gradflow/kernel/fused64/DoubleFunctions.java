package gradflow.kernel.fused64;

import gradflow.kernel.Exponential;

/** The functions of DOUBLE, of correctly rounded operations alone; the counterpart of FLOAT's. */
final class DoubleFunctions {
    /** Its square takes the smallest double above 1, so that min and max can tell signs apart. */
    static final double HUGE = 0x1p1000;

    private DoubleFunctions() {}

    /** tanh(v), within 2 units in the last place. */
    static double tanh(double v) {
        return Exponential.tanh(v);
    }

    /** σ(v), within 2 units in the last place. */
    static double sigmoid(double v) {
        return Exponential.sigmoid(v);
    }

    /** e^v − 1, within 2 units in the last place. */
    static double expm1(double v) {
        return Exponential.expm1(v);
    }

    /** The square root, correctly rounded. */
    static double sqrt(double v) {
        return Math.sqrt(v);
    }
}
