package gradflow.layer;

import gradflow.kernel.CellShape;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Long short-term memory with forget gates and without peepholes (Gers, Schmidhuber and Cummins
 * 2000), a drop-in for DL4J's: same builder, parameters and defaults, right under truncated BPTT.
 *
 * <p>a = φ(·), f, o, g = σ(·) of W x + b + U h; c' = f⊙c + g⊙a; h' = o⊙φ(c'). Parameters: W [nIn,
 * 4·nOut], RW [nOut, 4·nOut], b [4·nOut]; blocks candidate a, forget f, output o, input g. The
 * forget gate's bias starts at 1. Input and output are [batch, size, time], or [batch, time, size]
 * with {@code dataFormat(NWC)}. At steps that a feature mask hides, h and c are zero, so that
 * padding is as if absent, on either side and in both directions of a Bidirectional; DL4J's LSTM
 * reads it everywhere but inside LastTimeStep and MaskZero.
 *
 * <p>With {@code hasLayerNorm}, which DL4J's has not, every gate is the function of g_x⊙N(W x) + b
 * + g_h⊙N(U h): N brings the products of one gate to mean 0 and standard deviation 1 over its units
 * (Ba, Kiros and Hinton 2016, arXiv:1607.06450); c is not normalised. The gains g [8·nOut] are one
 * more parameter: those of W x, then those of U h, in the order of the gates.
 */
public final class LSTM extends GatedCellLayer {
    private static final long serialVersionUID = 1L;

    private double forgetGateBiasInit = 1;

    /** Not used; DL4J's LSTM has it, and configurations keep it on their way through JSON. */
    private boolean helperAllowFallback = true;

    /** Makes an empty one for DL4J's JSON to fill. */
    LSTM() {}

    private LSTM(Builder builder) {
        super(builder);
        forgetGateBiasInit = builder.forgetGateBiasInit;
        helperAllowFallback = builder.helperAllowFallback;
        constrain(builder);
    }

    @Override
    public CellShape shape() {
        return CellShape.LSTM;
    }

    @Override
    Map<String, Object> ownSettings() {
        Map<String, Object> settings = super.ownSettings();
        settings.put("forgetGateBiasInit", forgetGateBiasInit);
        settings.put("helperAllowFallback", helperAllowFallback);
        return settings;
    }

    @Override
    boolean handsMaskOn() {
        return true;
    }

    @Override
    void initializeBias(INDArray bias) {
        bias.assign(0);
        setGate(bias, "forget", forgetGateBiasInit);
    }

    /**
     * What b_f starts from.
     *
     * @return the one value of all nOut entries, 1 unless set
     */
    public double getForgetGateBiasInit() {
        return forgetGateBiasInit;
    }

    /**
     * Sets what b_f starts from.
     *
     * @param forgetGateBiasInit the one value of all nOut entries
     */
    public void setForgetGateBiasInit(double forgetGateBiasInit) {
        this.forgetGateBiasInit = forgetGateBiasInit;
    }

    /**
     * Whether DL4J's LSTM would fall back from cuDNN; this one has no helper.
     *
     * @return what was set, true unless it was
     */
    public boolean isHelperAllowFallback() {
        return helperAllowFallback;
    }

    /**
     * Keeps what DL4J's LSTM would do; this one has no helper.
     *
     * @param helperAllowFallback is kept and does nothing
     */
    public void setHelperAllowFallback(boolean helperAllowFallback) {
        this.helperAllowFallback = helperAllowFallback;
    }

    /** Builds an {@link LSTM}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends GatedCellLayer.Builder<Builder> {
        private double forgetGateBiasInit = 1;
        private boolean helperAllowFallback = true;

        /**
         * Initial b_f, 1 by default: the unit starts by keeping most of its state.
         *
         * @param bias the one value of all nOut entries
         * @return this
         */
        public Builder forgetGateBiasInit(double bias) {
            forgetGateBiasInit = bias;
            return this;
        }

        /**
         * Kept for builders of DL4J's LSTM; this one has no helper to fall back from.
         *
         * @param allowed is kept and does nothing
         * @return this
         */
        public Builder helperAllowFallback(boolean allowed) {
            helperAllowFallback = allowed;
            return this;
        }

        @Override
        public LSTM build() {
            return new LSTM(this);
        }
    }
}
