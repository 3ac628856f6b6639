package gradflow.layer;

import gradflow.kernel.CellShape;
import java.util.Map;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Just another network: an LSTM reduced to its forget gate (van der Westhuizen and Lasenby 2018,
 * <i>The unreasonable effectiveness of the forget gate</i>, arXiv:1804.04849, with β = 1).
 *
 * <p>s = W_f x + U_f h + b_f, n = tanh(W_n x + U_n h + b_n), h' = σ(s)⊙h + (1 − σ(s − 1))⊙n. With
 * {@code hasLayerNorm}, g_x⊙N(W x) stands for W x and g_h⊙N(U h) for U h of every gate (Ba, Kiros
 * and Hinton 2016, arXiv:1607.06450).
 *
 * <p>Parameters: W [nIn, 2·nOut], RW [nOut, 2·nOut], b [2·nOut], with layer normalisation g
 * [4·nOut]; blocks f, n. The forget gate's bias starts at 1. Input and output are [batch, size,
 * time], or [batch, time, size] with {@code dataFormat(NWC)}.
 */
public final class JANET extends GatedCellLayer {
    private static final long serialVersionUID = 1L;

    private double forgetGateBiasInit = 1;

    /** Makes an empty one for DL4J's JSON to fill. */
    JANET() {}

    private JANET(Builder builder) {
        super(builder);
        forgetGateBiasInit = builder.forgetGateBiasInit;
        constrain(builder);
    }

    @Override
    public CellShape shape() {
        return CellShape.JANET;
    }

    @Override
    Map<String, Object> ownSettings() {
        Map<String, Object> settings = super.ownSettings();
        settings.put("forgetGateBiasInit", forgetGateBiasInit);
        return settings;
    }

    @Override
    void initializeBias(INDArray bias) {
        bias.assign(biasInit);
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

    /** Builds a {@link JANET}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends GatedCellLayer.Builder<Builder> {
        private double forgetGateBiasInit = 1;

        /** The candidate's activation is tanh unless this builder is told otherwise. */
        public Builder() {
            setActivationFn(new ActivationTanH());
        }

        /**
         * Initial b_f, 1 by default; above 0 the unit starts by keeping most of its state.
         *
         * @param bias the one value of all nOut entries
         * @return this
         */
        public Builder forgetGateBiasInit(double bias) {
            forgetGateBiasInit = bias;
            return this;
        }

        @Override
        public JANET build() {
            return new JANET(this);
        }
    }
}
