package gradflow.layer;

import gradflow.kernel.Arithmetic;
import gradflow.layer.output.RowLoss;
import gradflow.layer.output.SequenceOutput;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.shade.jackson.annotation.JsonInclude;

/**
 * DL4J's RnnOutputLayer, faster where it matters: softmax with MCXENT, sigmoid with XENT (binary
 * cross-entropy) and the identity with MSE, in FLOAT or DOUBLE, compute their output once for
 * gradient and loss, copy no sequence, and do not overflow. In every other setting (other pairs,
 * weights of outputs, dropout, no bias, a mask per output) it is the stock layer, whose parameters
 * and results it shares.
 *
 * <p>Only the steps whose label mask is not 0 are computed in training. With {@code
 * arithmetic(PORTABLE)}, outputs, loss and gradients are the same bits on every processor and Java
 * machine; the loss of each example ({@code scoreExamples}) is not.
 */
public final class RnnOutputLayer extends org.deeplearning4j.nn.conf.layers.RnnOutputLayer {
    private static final long serialVersionUID = 1L;

    /** Not written where it is the default, so that other layers are written as before. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    private Arithmetic arithmetic = Arithmetic.FAST;

    /** For DL4J's JSON. */
    RnnOutputLayer() {}

    /** What stock's private constructor makes of its builder, in an object of this class. */
    private RnnOutputLayer(org.deeplearning4j.nn.conf.layers.RnnOutputLayer stock) {
        for (Class<?> type = stock.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    copy(field, stock);
                }
            }
        }
    }

    private void copy(Field field, Object from) {
        try {
            field.setAccessible(true);
            field.set(this, field.get(from));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot copy " + field, e);
        }
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        LayerValidation.assertNInNOutSet(
                "RnnOutputLayer", getLayerName(), layerIndex, getNIn(), getNOut());
        var layer = new SequenceOutput(conf, networkDataType);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(layerParamsView);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    /**
     * What the layer computes with.
     *
     * @return FAST or PORTABLE
     */
    public Arithmetic getArithmetic() {
        return arithmetic;
    }

    /** Lets DL4J's JSON set it. */
    public void setArithmetic(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
    }

    /**
     * The activation with its loss in portable form; refuses what there is none of.
     *
     * @return the pair that computes rows
     */
    public RowLoss portableLoss() {
        if (getIDropout() != null || !hasBias()) {
            throw notPortable(getIDropout() != null ? "dropout" : "no bias", "a bias, no dropout");
        }
        return RowLoss.find(getActivationFn(), getLossFn())
                .orElseThrow(
                        () ->
                                notPortable(
                                        getActivationFn() + " with " + getLossFn(),
                                        RowLoss.PAIRS + ", outputs without weights"));
    }

    private IllegalArgumentException notPortable(String got, String needs) {
        String layer = getLayerName() == null ? "" : " \"" + getLayerName() + "\"";
        return new IllegalArgumentException(
                "RnnOutputLayer%s: got %s; arithmetic PORTABLE needs %s"
                        .formatted(layer, got, needs));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RnnOutputLayer that
                && super.equals(other)
                && arithmetic == that.arithmetic;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + arithmetic.hashCode();
    }

    @Override
    public String toString() {
        return "RnnOutputLayer(super=" + super.toString() + ", arithmetic=" + arithmetic + ")";
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof RnnOutputLayer;
    }

    /** Builds a {@link RnnOutputLayer} with stock's methods. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder
            extends org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder {

        private Arithmetic arithmetic = Arithmetic.FAST;

        /** Softmax with cross-entropy unless told otherwise. */
        public Builder() {}

        /** Softmax, with the loss that is given. */
        public Builder(LossFunction lossFunction) {
            super(lossFunction);
        }

        /** Softmax, with the loss that is given. */
        public Builder(ILossFunction lossFunction) {
            super(lossFunction);
        }

        /**
         * What the layer computes with: fast by default, portable for the same bits anywhere.
         * Portable takes softmax with MCXENT, L1 or L2, the identity with MSE, and sigmoid with
         * XENT; a network refuses any other pair with IllegalArgumentException when it is made.
         *
         * @return this builder
         */
        public Builder arithmetic(Arithmetic chosen) {
            arithmetic = chosen;
            return this;
        }

        @Override
        public RnnOutputLayer build() {
            RnnOutputLayer layer = new RnnOutputLayer(super.build());
            layer.arithmetic = arithmetic;
            return layer;
        }
    }
}
