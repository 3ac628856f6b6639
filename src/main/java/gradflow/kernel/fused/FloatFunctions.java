package gradflow.kernel.fused;

/**
 * The functions of FLOAT, made of additions, multiplications, fused multiply-adds and divisions
 * alone, so that they have the same bits everywhere and C2 can turn loops over them into vector
 * instructions.
 */
final class FloatFunctions {
    /** Its square takes the smallest float above 1, so that min and max can tell signs apart. */
    static final float HUGE = 0x1p100f;

    private FloatFunctions() {}

    /**
     * tanh(v) within 3e-7: the quotient of polynomials of degree 13 and 6 that Eigen uses (Eigen
     * 3.4, generic_fast_tanh_float). Beyond ±7.9 it is constant; NaN stays NaN.
     */
    static float tanh(float v) {
        float x = Math.max(-7.905311f, Math.min(7.905311f, v));
        float s = x * x;
        float p = Math.fma(s, -2.7607684e-16f, 2.000188e-13f);
        p = Math.fma(p, s, -8.604672e-11f);
        p = Math.fma(p, s, 5.1222973e-8f);
        p = Math.fma(p, s, 1.48572235e-5f);
        p = Math.fma(p, s, 6.3726195e-4f);
        p = Math.fma(p, s, 4.8935246e-3f);
        float q = Math.fma(s, 1.1982584e-6f, 1.1853471e-4f);
        q = Math.fma(q, s, 2.2684347e-3f);
        q = Math.fma(q, s, 4.893525e-3f);
        return x * p / q;
    }

    /** σ(v) = ½ + ½·tanh(v/2), within 2e-7. */
    static float sigmoid(float v) {
        return Math.fma(0.5f, tanh(0.5f * v), 0.5f);
    }

    /** e^v − 1, rounded from DOUBLE. */
    static float expm1(float v) {
        return (float) gradflow.kernel.Exponential.expm1(v);
    }

    /** The square root, correctly rounded. */
    static float sqrt(float v) {
        return (float) Math.sqrt(v);
    }
}
