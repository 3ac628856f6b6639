package gradflow.hand;

import gradflow.model.HiddenActivation;

/**
 * A number with its derivatives by everything that one time step depends on: (v, v'). Sums and
 * products carry the derivatives by the rules (u + v)' = u' + v', (u·v)' = u'·v + u·v', f(v)' =
 * f'(v)·v'.
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
record Dual(double value, double[] slopes) {

    /** A number that depends on nothing. */
    static Dual constant(double value, int variables) {
        return new Dual(value, new double[variables]);
    }

    /** The variable of that index itself. */
    static Dual variable(double value, int index, int variables) {
        Dual dual = constant(value, variables);
        dual.slopes[index] = 1;
        return dual;
    }

    Dual plus(Dual other) {
        return combined(value + other.value, 1, other, 1);
    }

    Dual minus(Dual other) {
        return combined(value - other.value, 1, other, -1);
    }

    Dual times(Dual other) {
        return combined(value * other.value, other.value, other, value);
    }

    Dual through(HiddenActivation f) {
        return combined(f.of(value), f.slope(value), this, 0);
    }

    private Dual combined(double result, double own, Dual other, double others) {
        double[] slope = new double[slopes.length];
        for (int i = 0; i < slope.length; i++) {
            slope[i] = own * slopes[i] + others * other.slopes[i];
        }
        return new Dual(result, slope);
    }
}
