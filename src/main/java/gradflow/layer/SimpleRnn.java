package gradflow.layer;

import gradflow.kernel.CellShape;
import gradflow.kernel.Leak;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonInclude;

/**
 * Simple recurrent network (Elman 1990), a drop-in for DL4J's: same builder, parameters and
 * defaults, right under truncated BPTT.
 *
 * <p>h' = f(W x + b + U h), or with {@code hasLayerNorm} f(g_x⊙N(W x) + b + g_h⊙N(U h)) with every
 * product normalised to mean 0 and deviation 1. With {@code leak(α)} or {@code residual(s)}, h' =
 * keep·h + scale·f(·): keep = 1 − α and scale = α make a leaky integrator (Jaeger, Lukoševičius,
 * Popovici and Siewert 2007, Neural Networks 20), keep = 1 and scale = s a residual connection
 * through time. Parameters: W [nIn, nOut], RW [nOut, nOut], b [nOut], g [2·nOut] with layer
 * normalisation. Input and output are [batch, size, time], or [batch, time, size] with {@code
 * dataFormat(NWC)}.
 */
public final class SimpleRnn extends RecurrentCellLayer {
    private static final long serialVersionUID = 1L;

    /** Null for 1, so that plain layers are written as stock ones are. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private Double leak;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private Double residual;

    /** Makes an empty one for DL4J's JSON to fill. */
    SimpleRnn() {}

    private SimpleRnn(Builder builder) {
        super(builder);
        leak = builder.leak;
        residual = builder.residual;
        constrain(builder);
    }

    @Override
    public CellShape shape() {
        return CellShape.SIMPLE_RNN;
    }

    @Override
    Map<String, Object> ownSettings() {
        Map<String, Object> settings = super.ownSettings();
        settings.put("leak", leak);
        settings.put("residual", residual);
        return settings;
    }

    @Override
    double[] inputFans() {
        return new double[] {nIn, nOut};
    }

    @Override
    double[] recurrentFans() {
        return new double[] {nOut, nOut};
    }

    @Override
    void initializeBias(INDArray bias) {
        bias.assign(biasInit);
    }

    /** Tells DL4J's JSON, which has it always, as for stock SimpleRnn. */
    @Override
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public boolean isHasLayerNorm() {
        return super.isHasLayerNorm();
    }

    /**
     * α of h' = (1 − α)·h + α·f(·), or null if nothing leaks.
     *
     * @return above 0 and below 1, or null
     */
    public Double getLeak() {
        return leak;
    }

    /**
     * Lets DL4J's JSON set α.
     *
     * @param leak above 0 and below 1, or null for none
     */
    public void setLeak(Double leak) {
        this.leak = leak;
    }

    /**
     * s of h' = h + s·f(·), or null if there is no residual connection.
     *
     * @return above 0, or null
     */
    public Double getResidual() {
        return residual;
    }

    /**
     * Lets DL4J's JSON set s.
     *
     * @param residual above 0, or null for none
     */
    public void setResidual(Double residual) {
        this.residual = residual;
    }

    @Override
    Leak leak() {
        if (residual != null) {
            return new Leak(1, residual);
        }
        return leak == null ? Leak.NONE : new Leak(1 - leak, leak);
    }

    /** Builds a {@link SimpleRnn}; what is not set here comes from the network's configuration. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder extends RecurrentCellLayer.Builder<Builder> {
        private Double leak;
        private Double residual;

        /**
         * Leaky integration, h' = (1 − alpha)·h + alpha·f(·); 1, the default, keeps nothing. In
         * place of an earlier {@code residual}.
         *
         * @param alpha above 0 and at most 1
         * @return this
         * @throws IllegalArgumentException unless 0 &lt; alpha ≤ 1
         */
        public Builder leak(double alpha) {
            if (!(alpha > 0 && alpha <= 1)) {
                throw invalid("leak(%s)".formatted(alpha), "0 < leak <= 1");
            }
            leak = alpha == 1 ? null : alpha;
            residual = null;
            return this;
        }

        /**
         * A residual connection through time, h' = h + factor·f(·). In place of an earlier {@code
         * leak}.
         *
         * @param factor above 0
         * @return this
         * @throws IllegalArgumentException unless {@code factor} is above 0 and finite
         */
        public Builder residual(double factor) {
            if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
                throw invalid("residual(%s)".formatted(factor), "a finite residual > 0");
            }
            residual = factor;
            leak = null;
            return this;
        }

        private IllegalArgumentException invalid(String got, String needs) {
            String layer = layerName == null ? "" : " \"" + layerName + "\"";
            return new IllegalArgumentException(
                    "SimpleRnn%s: got %s; needs %s".formatted(layer, got, needs));
        }

        @Override
        public SimpleRnn build() {
            return new SimpleRnn(this);
        }
    }
}
