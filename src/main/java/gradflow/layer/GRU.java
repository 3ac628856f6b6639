package gradflow.layer;

import gradflow.kernel.CellShape;
import java.util.Map;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gated recurrent unit (Cho et al. 2014, arXiv:1406.1078).
 *
 * <p>With {@code resetAfter}, the default and the variant of cuDNN, PyTorch and Keras 2: r = σ(W_r
 * x + b_r + U_r h + c_r), z = σ(W_z x + b_z + U_z h + c_z), n = tanh(W_n x + b_n + r⊙(U_n h +
 * c_n)), h' = (1−z)⊙n + z⊙h. Without it, n = tanh(W_n x + b_n + U_n (r⊙h) + c_n).
 *
 * <p>With {@code hasLayerNorm}, g_x⊙N(W x) stands for W x and g_h⊙N(U h) for U h of every gate: N
 * brings the products of one gate to mean 0 and standard deviation 1 over its units (Ba, Kiros and
 * Hinton 2016, arXiv:1607.06450), so b and c are added after it.
 *
 * <p>Parameters: W [nIn, 3·nOut], RW [nOut, 3·nOut], b [3·nOut], Rb (that is c) [3·nOut], with
 * layer normalisation g [6·nOut], the gains of W x before those of U h; blocks r, z, n. Weights are
 * drawn with the fans of DL4J's LSTM. Input and output are [batch, size, time], or [batch, time,
 * size] with {@code dataFormat(NWC)}.
 */
public final class GRU extends GatedCellLayer {
    private static final long serialVersionUID = 1L;

    private boolean resetAfter = true;
    private double updateGateBiasInit;

    /** Makes an empty one for DL4J's JSON to fill. */
    GRU() {}

    private GRU(Builder builder) {
        super(builder);
        resetAfter = builder.resetAfter;
        updateGateBiasInit = builder.updateGateBiasInit;
        constrain(builder);
    }

    @Override
    public CellShape shape() {
        return resetAfter ? CellShape.GRU : CellShape.GRU_RESET_BEFORE;
    }

    @Override
    Map<String, Object> ownSettings() {
        Map<String, Object> settings = super.ownSettings();
        settings.put("resetAfter", resetAfter);
        settings.put("updateGateBiasInit", updateGateBiasInit);
        return settings;
    }

    @Override
    void initializeBias(INDArray bias) {
        bias.assign(biasInit);
        setGate(bias, "update", updateGateBiasInit);
    }

    /**
     * Whether the reset gate multiplies the recurrent product (true) or h before it (false).
     *
     * @return true, the default, for r⊙(U_n h + c_n); false for U_n (r⊙h) + c_n
     */
    public boolean isResetAfter() {
        return resetAfter;
    }

    /**
     * Sets where the reset gate multiplies.
     *
     * @param resetAfter true for r⊙(U_n h + c_n), false for U_n (r⊙h) + c_n
     */
    public void setResetAfter(boolean resetAfter) {
        this.resetAfter = resetAfter;
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

    /** Builds a {@link GRU}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends GatedCellLayer.Builder<Builder> {
        private boolean resetAfter = true;
        private double updateGateBiasInit;

        /** The candidate's activation is tanh unless this builder is told otherwise. */
        public Builder() {
            setActivationFn(new ActivationTanH());
        }

        /**
         * Reset gate after the recurrent product (true, the default) or before it (false).
         *
         * @param after true for r⊙(U_n h + c_n), false for U_n (r⊙h) + c_n
         * @return this
         */
        public Builder resetAfter(boolean after) {
            resetAfter = after;
            return this;
        }

        /**
         * Initial b_z, 0 by default; above 0 the unit starts by keeping its state.
         *
         * @param bias the one value of all nOut entries
         * @return this
         */
        public Builder updateGateBiasInit(double bias) {
            updateGateBiasInit = bias;
            return this;
        }

        @Override
        public GRU build() {
            return new GRU(this);
        }
    }
}
