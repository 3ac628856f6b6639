package gradflow.estimator;

import gradflow.kernel.CellShape;

/**
 * What one step did and how it would have changed. Every unit i of a cell sees only its own gates'
 * pre-activations, a = x·W + b and q = h·RW + Rb, and its own last state; so all derivatives of a
 * step are made of these few numbers a unit. State m of unit i stands at m·H + i: h first, then c.
 */
final class Slopes {
    private final int hidden;
    private final int gates;
    private final int kinds;

    /** s_t [S]. */
    final double[] next;

    private final double[] byInput;
    private final double[] byRecurrent;
    private final double[] byState;

    Slopes(CellShape cell, int hidden) {
        this.hidden = hidden;
        gates = cell.gateCount();
        kinds = cell.stateCount();
        next = new double[kinds * hidden];
        byInput = new double[kinds * gates * hidden];
        byRecurrent = cell.hasOwnRecurrentTerm() ? new double[byInput.length] : byInput;
        byState = new double[kinds * kinds * hidden];
    }

    /** Sets ∂s_m/∂a_g of a unit; ∂s_m/∂q_g too where the two are one. */
    void byInput(int m, int g, int unit, double slope) {
        byInput[(m * gates + g) * hidden + unit] = slope;
    }

    /** ∂s_m/∂a_g of a unit. */
    double byInput(int m, int g, int unit) {
        return byInput[(m * gates + g) * hidden + unit];
    }

    /** Sets ∂s_m/∂q_g of a unit where the recurrent term has a slope of its own. */
    void byRecurrent(int m, int g, int unit, double slope) {
        byRecurrent[(m * gates + g) * hidden + unit] = slope;
    }

    /** ∂s_m/∂q_g of a unit. */
    double byRecurrent(int m, int g, int unit) {
        return byRecurrent[(m * gates + g) * hidden + unit];
    }

    /** Sets ∂s_m/∂(last s_n) of a unit with a and q held: what does not go through the weights. */
    void byState(int m, int n, int unit, double slope) {
        byState[(m * kinds + n) * hidden + unit] = slope;
    }

    /** ∂s_m/∂(last s_n) of a unit with a and q held. */
    double byState(int m, int n, int unit) {
        return byState[(m * kinds + n) * hidden + unit];
    }
}
