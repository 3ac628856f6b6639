package gradflow.layer;

import gradflow.kernel.CellShape;
import java.util.Map;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Minimal gated recurrent unit (Feng et al. 2024, <i>Were RNNs all we needed?</i>,
 * arXiv:2410.01201, section 3.1, in linear space).
 *
 * <p>z = σ(W_z x + b_z), n = W_n x + b_n, h' = (1−z)⊙h + z⊙n. Neither gate nor candidate sees h, so
 * there are no recurrent weights and the gradient along time is the product of 1 − z alone; note
 * that z lets new values in where the GRU's z keeps the old ones.
 *
 * <p>Parameters: W [nIn, 2·nOut], b [2·nOut]; blocks z, n. Input and output are [batch, size,
 * time], or [batch, time, size] with {@code dataFormat(NWC)}. Layer normalisation is refused: there
 * is no recurrent product to normalise.
 */
public final class MinGRU extends GatedCellLayer {
    private static final long serialVersionUID = 1L;

    private double updateGateBiasInit;

    /** Makes an empty one for DL4J's JSON to fill. */
    MinGRU() {}

    private MinGRU(Builder builder) {
        super(builder);
        updateGateBiasInit = builder.updateGateBiasInit;
        constrain(builder);
    }

    @Override
    public CellShape shape() {
        return CellShape.MINGRU;
    }

    @Override
    Map<String, Object> ownSettings() {
        Map<String, Object> settings = super.ownSettings();
        settings.put("updateGateBiasInit", updateGateBiasInit);
        return settings;
    }

    @Override
    double[] inputFans() {
        return new double[] {nIn, nOut};
    }

    @Override
    void initializeBias(INDArray bias) {
        bias.assign(biasInit);
        setGate(bias, "update", updateGateBiasInit);
    }

    /**
     * What b_z starts from.
     *
     * @return the one value of all nOut entries, 0 unless set
     */
    public double getUpdateGateBiasInit() {
        return updateGateBiasInit;
    }

    /**
     * Sets what b_z starts from.
     *
     * @param updateGateBiasInit the one value of all nOut entries
     */
    public void setUpdateGateBiasInit(double updateGateBiasInit) {
        this.updateGateBiasInit = updateGateBiasInit;
    }

    /** Builds a {@link MinGRU}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends GatedCellLayer.Builder<Builder> {
        private double updateGateBiasInit;

        /** The candidate is linear unless this builder is told otherwise. */
        public Builder() {
            setActivationFn(new ActivationIdentity());
        }

        /**
         * Initial b_z, 0 by default; below 0 the unit starts by keeping its state.
         *
         * @param bias the one value of all nOut entries
         * @return this
         */
        public Builder updateGateBiasInit(double bias) {
            updateGateBiasInit = bias;
            return this;
        }

        /**
         * Refuses layer normalisation.
         *
         * @throws IllegalArgumentException if {@code normalized}
         */
        @Override
        public Builder hasLayerNorm(boolean normalized) {
            if (normalized) {
                throw new IllegalArgumentException(
                        "MinGRU: got hasLayerNorm(true); needs false, for it has no recurrent"
                                + " product to normalise");
            }
            return this;
        }

        @Override
        public MinGRU build() {
            return new MinGRU(this);
        }
    }
}
