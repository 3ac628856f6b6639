package gradflow.exchange;

import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Keras's Masking: sets the steps at which every value is {@code maskValue} to zero. Takes and
 * gives [batch, time, size]. The mask itself reaches the layers above as DL4J's feature mask, which
 * {@link KerasModel#masks} computes.
 */
public final class KerasMasking extends NoParamLayer {
    private static final long serialVersionUID = 1L;

    private double maskValue;

    /** Makes an empty one for DL4J's JSON to fill. */
    public KerasMasking() {}

    /** Masks the steps of this value. */
    public KerasMasking(double maskValue) {
        this.maskValue = maskValue;
    }

    /**
     * The value that all inputs of a masked step have.
     *
     * @return usually 0
     */
    public double getMaskValue() {
        return maskValue;
    }

    /**
     * Lets DL4J's JSON set the value.
     *
     * @param maskValue that all inputs of a masked step have
     */
    public void setMaskValue(double maskValue) {
        this.maskValue = maskValue;
    }

    /** 1 where a step has another value than this, else 0: [batch, time]. */
    static INDArray mask(INDArray x, double maskValue) {
        return x.neq(x.dataType() == DataType.FLOAT ? (float) maskValue : maskValue)
                .castTo(x.dataType())
                .max(2);
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        KerasMaskingLayer layer = new KerasMaskingLayer(conf, networkDataType);
        layer.setListeners(listeners);
        layer.setIndex(layerIndex);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return EmptyParamInitializer.getInstance();
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        return inputType;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        // Takes any size.
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return null;
    }

    @Override
    public List<Regularization> getRegularizationByParam(String paramName) {
        return List.of();
    }

    @Override
    public boolean isPretrainParam(String paramName) {
        return false;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KerasMasking that
                && super.equals(other)
                && that.maskValue == maskValue;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof KerasMasking;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + Double.hashCode(maskValue);
    }
}
