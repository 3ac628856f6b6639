package gradflow.exchange.file;

/**
 * A binary floating-point format of 16 bits or fewer, laid out as IEEE 754 does: sign, exponent,
 * fraction, with subnormals, infinities and NaN.
 *
 * @param exponentBits of the exponent, biased by half its range
 * @param fractionBits of the fraction, below a leading 1 that is not stored
 */
public record SmallFloat(int exponentBits, int fractionBits) {

    /**
     * The value of a bit pattern; every one is exact in a double.
     *
     * @return a finite number, an infinity or NaN
     */
    public double decode(int bits) {
        int exponent = (bits >> fractionBits) & ((1 << exponentBits) - 1);
        int fraction = bits & ((1 << fractionBits) - 1);
        double magnitude;
        if (exponent == (1 << exponentBits) - 1) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((double) fraction, smallest() - fractionBits);
        } else {
            double significand = fraction + (1 << fractionBits);
            magnitude = Math.scalb(significand, exponent - 1 + smallest() - fractionBits);
        }
        return bits >> (exponentBits + fractionBits) == 0 ? magnitude : -magnitude;
    }

    /**
     * The nearest bit pattern, ties to even; beyond the largest number, infinity.
     *
     * @return the bits, in the lowest places
     */
    public int encode(double value) {
        int sign = Double.doubleToRawLongBits(value) < 0 ? 1 << (exponentBits + fractionBits) : 0;
        int infinity = ((1 << exponentBits) - 1) << fractionBits;
        if (Double.isNaN(value)) {
            return sign | infinity | (1 << (fractionBits - 1));
        }
        double magnitude = Math.abs(value);
        if (Double.isInfinite(value)) {
            return sign | infinity;
        }
        int exponent = Math.max(Math.getExponent(magnitude), smallest());
        if (exponent > -smallest() + 1) {
            return sign | infinity;
        }
        // Steps of the last bit; a carry out of them is a carry into the exponent.
        int steps = (int) Math.rint(Math.scalb(magnitude, fractionBits - exponent));
        int bits = ((exponent - smallest() + 1) << fractionBits) + steps - (1 << fractionBits);
        return sign | Math.min(bits, infinity);
    }

    /** The exponent of the smallest normal number. */
    private int smallest() {
        return 2 - (1 << (exponentBits - 1));
    }
}
