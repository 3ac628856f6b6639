package gradflow.layer;

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

/**
 * DL4J's RnnOutputLayer, faster where it matters: softmax with MCXENT, sigmoid with XENT (binary
 * cross-entropy) and the identity with MSE, in FLOAT or DOUBLE, compute their output once for
 * gradient and loss, copy no sequence, and do not overflow. In every other setting (other pairs,
 * weights of outputs, dropout, no bias, a mask per output) it is the stock layer, whose parameters
 * and results it shares.
 */
public final class RnnOutputLayer extends org.deeplearning4j.nn.conf.layers.RnnOutputLayer {
    private static final long serialVersionUID = 1L;

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

    @Override
    public boolean equals(Object other) {
        return other instanceof RnnOutputLayer && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof RnnOutputLayer;
    }

    /** Builds a {@link RnnOutputLayer} with stock's methods. */
    @SuppressWarnings("unchecked") // build() of DL4J is generic over its result
    public static final class Builder
            extends org.deeplearning4j.nn.conf.layers.RnnOutputLayer.Builder {

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

        @Override
        public RnnOutputLayer build() {
            return new RnnOutputLayer(super.build());
        }
    }
}
