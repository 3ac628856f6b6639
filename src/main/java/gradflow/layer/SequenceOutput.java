package gradflow.layer;

import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Activation and loss of a {@link SequenceLoss} at every step of a sequence. All arrays are held
 * with one column per step and example, column-major, which is how the layers of this package lay
 * sequences out: nothing is transposed and nothing computed twice.
 */
final class SequenceOutput extends org.deeplearning4j.nn.layers.recurrent.RnnOutputLayer {
    private static final long serialVersionUID = 1L;

    /**
     * Loss of the pass that was just differentiated, summed over batch and steps; NaN once it was
     * asked for or the layer was given anything else.
     */
    private double lossSum = Double.NaN;

    /** The label mask as it was given; the layer keeps a reshaped one. */
    private transient INDArray givenMask;

    private final transient Optional<SequenceLoss> sequenceLoss;

    SequenceOutput(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        sequenceLoss = SequenceLoss.find(layerConf().getActivationFn(), layerConf().getLossFn());
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (!isOurs()) {
            lossSum = Double.NaN;
            return super.backpropGradient(epsilon, workspaceMgr);
        }
        long steps = input.size(timeAxis());
        long columns = steps * input.size(0);
        INDArray x = columns(input, columns);
        INDArray y = columns(labels, columns);
        INDArray w = getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, true, workspaceMgr);
        INDArray b = getParamWithNoise(DefaultParamInitializer.BIAS_KEY, true, workspaceMgr);

        INDArray p = Nd4j.createUninitialized(dataType, new long[] {w.size(1), columns}, 'f');
        Nd4j.gemm(w, x, p, true, false, 1, 0);
        p.addiColumnVector(b.reshape(w.size(1), 1));
        SequenceLoss.Result loss = sequenceLoss.orElseThrow().of(p, y, maskArray);
        lossSum = loss.sum();

        INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
        INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
        Nd4j.gemm(x, loss.gradient(), weightGradient, false, true, 1, 0);
        biasGradient.assign(loss.gradient().sum(1).reshape(biasGradient.shape()));
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().put(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
        gradient.gradientForVariable().put(DefaultParamInitializer.BIAS_KEY, biasGradient);

        INDArray below =
                workspaceMgr.createUninitialized(
                        ArrayType.ACTIVATION_GRAD, dataType, new long[] {w.size(0), columns}, 'f');
        Nd4j.gemm(w, loss.gradient(), below, false, false, 1, 0);
        return new Pair<>(gradient, sequence(below, steps));
    }

    @Override
    public double computeScore(
            double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr) {
        double sum = lossSum;
        lossSum = Double.NaN;
        if (!training || Double.isNaN(sum)) {
            return super.computeScore(fullNetRegTerm, training, workspaceMgr);
        }
        double divisor = conf().isMiniBatch() ? getInputMiniBatchSize() : 1;
        score = sum / divisor + fullNetRegTerm;
        return score;
    }

    // What changes the pass

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        lossSum = Double.NaN;
        super.setInput(input, workspaceMgr);
    }

    @Override
    public void setLabels(INDArray labels) {
        lossSum = Double.NaN;
        super.setLabels(labels);
    }

    /** A ComputationGraph sets the mask of the pass once more before it asks for the loss. */
    @Override
    @SuppressWarnings("ReferenceEquality") // whose numbers may have changed, if it is another
    public void setMaskArray(INDArray mask) {
        if (mask != givenMask) {
            lossSum = Double.NaN;
        }
        givenMask = mask;
        super.setMaskArray(mask);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        lossSum = Double.NaN;
        return super.activate(training, workspaceMgr);
    }

    @Override
    public void setParams(INDArray params) {
        lossSum = Double.NaN;
        super.setParams(params);
    }

    @Override
    public void setParam(String key, INDArray values) {
        lossSum = Double.NaN;
        super.setParam(key, values);
    }

    @Override
    public void clear() {
        lossSum = Double.NaN;
        givenMask = null;
        super.clear();
    }

    private boolean isOurs() {
        return (dataType == DataType.FLOAT || dataType == DataType.DOUBLE)
                && input != null
                && labels != null
                && input.rank() == 3
                && labels.rank() == 3
                && input.dataType() == dataType
                && labels.dataType() == dataType
                && input.size(0) == labels.size(0)
                && input.size(timeAxis()) == labels.size(timeAxis())
                && layerConf().getIDropout() == null
                && hasBias()
                && sequenceLoss.isPresent()
                && (maskArray == null || maskArray.isColumnVectorOrScalar());
    }

    private int timeAxis() {
        return layerConf().getRnnDataFormat() == RNNFormat.NWC ? 1 : 2;
    }

    /** A sequence as [size, T·B], column-major; a view if it is one of ours. */
    private INDArray columns(INDArray sequence, long columns) {
        INDArray timeMajor =
                timeAxis() == 1 ? sequence.permute(1, 0, 2) : sequence.permute(2, 0, 1);
        return DenseValues.of(timeMajor).reshape('c', new long[] {columns, -1}).transpose();
    }

    /** Undoes {@link #columns}. */
    private INDArray sequence(INDArray columns, long steps) {
        long batch = columns.size(1) / steps;
        INDArray timeMajor =
                columns.transpose().reshape('c', new long[] {steps, batch, columns.size(0)});
        return timeAxis() == 1 ? timeMajor.permute(1, 0, 2) : timeMajor.permute(1, 2, 0);
    }
}
