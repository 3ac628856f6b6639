package gradflow.model;

/**
 * What a recurrent layer does beside its cell's equations.
 *
 * @param layerNorm whether the products of inputs and of the hidden state with their weights are
 *     normalised over the units of each gate (Ba, Kiros and Hinton 2016)
 * @param keep of h' = keep·h + gain·f(x·W + h·U + b); SimpleRnn only, 0 elsewhere
 * @param gain of the same; 1 elsewhere
 */
public record CellForm(boolean layerNorm, double keep, double gain) {
    /** The cell's equations as they are. */
    public static final CellForm PLAIN = new CellForm(false, 0, 1);

    /**
     * With layer normalisation in addition.
     *
     * @return a copy
     */
    public CellForm normalized() {
        return new CellForm(true, keep, gain);
    }

    /**
     * h' = (1 − rate)·h + rate·f(…) (Jaeger and others 2007).
     *
     * @param rate α of h' = (1 − α)·h + α·f(…), above 0 and at most 1
     * @return a copy
     */
    public CellForm leaky(double rate) {
        return new CellForm(layerNorm, 1 - rate, rate);
    }

    /**
     * h' = h + scale·f(…).
     *
     * @param scale s of h' = h + s·f(…), above 0
     * @return a copy
     */
    public CellForm residual(double scale) {
        return new CellForm(layerNorm, 1, scale);
    }

    /**
     * Whether h' = f(…).
     *
     * @return whether nothing of the last state is kept beside the cell's equations
     */
    public boolean isElman() {
        return keep == 0 && gain == 1;
    }
}
