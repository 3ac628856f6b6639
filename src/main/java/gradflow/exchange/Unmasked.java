package gradflow.exchange;

import java.util.Collection;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer that lets a mask pass without looking at it, as Keras's Dense, Dropout and Embedding do;
 * DL4J's would set what they compute at masked steps to zero. If so chosen, the layer is one for
 * [batch, size] that is applied to every step of [batch, time, size].
 */
public final class Unmasked extends BaseWrapperLayer {
    private static final long serialVersionUID = 1L;

    private boolean stepwise;

    /** Makes an empty one for DL4J's JSON to fill. */
    public Unmasked() {}

    /** Keeps the mask from a layer, which may be applied to every step. */
    public Unmasked(Layer underlying, boolean stepwise) {
        super(underlying);
        this.stepwise = stepwise;
    }

    /**
     * Whether the layer is applied to every step.
     *
     * @return whether it takes [batch·time, size] of [batch, time, size]
     */
    public boolean isStepwise() {
        return stepwise;
    }

    /**
     * Lets DL4J's JSON set whether the layer is applied to every step.
     *
     * @param stepwise whether it takes [batch·time, size] of [batch, time, size]
     */
    public void setStepwise(boolean stepwise) {
        this.stepwise = stepwise;
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        NeuralNetConfiguration inner = conf.clone();
        inner.setLayer(((Unmasked) inner.getLayer()).getUnderlying());
        return new UnmaskedLayer(
                underlying.instantiate(
                        inner,
                        listeners,
                        layerIndex,
                        layerParamsView,
                        initializeParams,
                        networkDataType),
                stepwise);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Unmasked that && super.equals(other) && that.stepwise == stepwise;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof Unmasked;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Boolean.hashCode(stepwise);
    }
}
