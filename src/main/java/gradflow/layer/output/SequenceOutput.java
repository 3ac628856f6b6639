package gradflow.layer.output;

import gradflow.kernel.Arithmetic;
import gradflow.layer.RnnOutputLayer;
import java.util.List;
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
 * Activation and loss at the labelled steps of sequences: in training a step whose mask is 0 costs
 * nothing, and in portable arithmetic nothing in evaluation either, where its output is 0. A row is
 * one step of one example, which is how the layers of this package lay sequences out: nothing is
 * transposed and nothing computed twice.
 */
public final class SequenceOutput extends org.deeplearning4j.nn.layers.recurrent.RnnOutputLayer {
    private static final long serialVersionUID = 1L;

    /**
     * Loss of the pass that was just differentiated, summed over batch and steps; NaN once it was
     * asked for or the layer was given anything else.
     */
    private double lossSum = Double.NaN;

    /** The label mask as it was given; the layer keeps a reshaped one. */
    private transient INDArray givenMask;

    private final transient Optional<SequenceLoss> sequenceLoss;

    /** Present if the layer computes portably. */
    private final transient Optional<RowLoss> portable;

    /**
     * A layer as DL4J makes it.
     *
     * @param conf whose layer is an RnnOutputLayer of this project
     * @param dataType of the network
     */
    public SequenceOutput(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        RnnOutputLayer layer = (RnnOutputLayer) conf.getLayer();
        sequenceLoss = SequenceLoss.find(layer.getActivationFn(), layer.getLossFn());
        portable =
                layer.getArithmetic() == Arithmetic.PORTABLE
                        ? Optional.of(layer.portableLoss())
                        : Optional.empty();
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (!isOurs()) {
            lossSum = Double.NaN;
            return super.backpropGradient(epsilon, workspaceMgr);
        }
        double[] mask = DenseValues.mask(maskArray, dataType);
        LabelledRows rows = labelled(mask);
        INDArray w = getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, true, workspaceMgr);
        INDArray b = getParamWithNoise(DefaultParamInitializer.BIAS_KEY, true, workspaceMgr);
        Gradient gradient = new DefaultGradient();
        for (String key :
                List.of(DefaultParamInitializer.WEIGHT_KEY, DefaultParamInitializer.BIAS_KEY)) {
            gradient.gradientForVariable().put(key, gradientViews.get(key));
        }
        INDArray below = below(rows, w.size(0), workspaceMgr);
        if (rows.count() == 0) {
            gradientViews.values().forEach(view -> view.assign(0));
            lossSum = 0;
        } else {
            OutputPass.Gradients gradients =
                    new OutputPass.Gradients(
                            gradientViews.get(DefaultParamInitializer.WEIGHT_KEY),
                            gradientViews.get(DefaultParamInitializer.BIAS_KEY),
                            rows.isAll()
                                    ? below
                                    : Nd4j.createUninitialized(dataType, rows.count(), w.size(0)));
            lossSum =
                    pass(w, b)
                            .backward(
                                    rows.of(timeMajor(input)),
                                    rows.of(timeMajor(labels)),
                                    rows.of(mask),
                                    gradients);
            if (!rows.isAll()) {
                rows.put(gradients.below(), below);
            }
        }
        return new Pair<>(gradient, sequence(below));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        lossSum = Double.NaN;
        if (portable.isEmpty()) {
            return super.activate(training, workspaceMgr);
        }
        portableChecks();
        INDArray x = timeMajor(input.castTo(dataType));
        double[] mask = DenseValues.mask(maskArray, dataType);
        INDArray w = getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, training, workspaceMgr);
        INDArray b = getParamWithNoise(DefaultParamInitializer.BIAS_KEY, training, workspaceMgr);
        int classes = (int) w.size(1);
        LabelledRows rows = labelled(mask);
        double[] all = new double[(int) (x.size(0) * x.size(1)) * classes];
        if (rows.count() > 0) {
            double[][] activations =
                    new PortableOutput(portable.orElseThrow(), w, b).forward(rows.of(x));
            rows.put(activations, mask, all);
        }
        long[] shape = {x.size(0) * x.size(1), classes};
        INDArray made =
                workspaceMgr.createUninitialized(ArrayType.ACTIVATIONS, dataType, shape, 'c');
        DenseValues.put(all, made);
        return sequence(made);
    }

    @Override
    public double computeScore(
            double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr) {
        double sum = lossSum;
        lossSum = Double.NaN;
        if (portable.isPresent() && isOurs() && (!training || Double.isNaN(sum))) {
            sum = portableLoss(training, workspaceMgr);
        } else if (!training || Double.isNaN(sum)) {
            return super.computeScore(fullNetRegTerm, training, workspaceMgr);
        }
        double divisor = conf().isMiniBatch() ? getInputMiniBatchSize() : 1;
        score = sum / divisor + fullNetRegTerm;
        return score;
    }

    private double portableLoss(boolean training, LayerWorkspaceMgr workspaceMgr) {
        double[] mask = DenseValues.mask(maskArray, dataType);
        LabelledRows rows = labelled(mask);
        if (rows.count() == 0) {
            return 0;
        }
        INDArray w = getParamWithNoise(DefaultParamInitializer.WEIGHT_KEY, training, workspaceMgr);
        INDArray b = getParamWithNoise(DefaultParamInitializer.BIAS_KEY, training, workspaceMgr);
        return new PortableOutput(portable.orElseThrow(), w, b)
                .loss(rows.of(timeMajor(input)), rows.of(timeMajor(labels)), rows.of(mask));
    }

    private OutputPass pass(INDArray w, INDArray b) {
        return portable.isPresent()
                ? new PortableOutput(portable.get(), w, b)
                : new FastOutput(sequenceLoss.orElseThrow(), w, b);
    }

    /** Zero where there is no loss. */
    private INDArray below(LabelledRows rows, long inputs, LayerWorkspaceMgr workspaceMgr) {
        long[] shape = {input.size(0) * input.size(timeAxis()), inputs};
        return rows.isAll()
                ? workspaceMgr.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, shape, 'c')
                : workspaceMgr.create(ArrayType.ACTIVATION_GRAD, dataType, shape, 'c');
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

    /** What the stock layer does with others is not portable. */
    private void portableChecks() {
        if (maskArray != null && !maskArray.isColumnVectorOrScalar()) {
            throw new IllegalArgumentException(
                    "RnnOutputLayer: got a mask per output; arithmetic PORTABLE needs one per step");
        }
    }

    private boolean isOurs() {
        if (portable.isPresent()) {
            portableChecks();
        }
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
                && (sequenceLoss.isPresent() || portable.isPresent())
                && (maskArray == null || maskArray.isColumnVectorOrScalar());
    }

    private int timeAxis() {
        return layerConf().getRnnDataFormat() == RNNFormat.NWC ? 1 : 2;
    }

    private LabelledRows labelled(double... mask) {
        return LabelledRows.of(mask, (int) input.size(0), (int) input.size(timeAxis()));
    }

    /** A sequence as [T, B, size]; dense if it is one of ours. */
    private INDArray timeMajor(INDArray sequence) {
        return timeAxis() == 1 ? sequence.permute(1, 0, 2) : sequence.permute(2, 0, 1);
    }

    /** [T·B, size] as the sequence that it is of. */
    private INDArray sequence(INDArray rows) {
        long batch = input.size(0);
        INDArray timeMajor = rows.reshape('c', rows.size(0) / batch, batch, rows.size(1));
        return timeAxis() == 1 ? timeMajor.permute(1, 0, 2) : timeMajor.permute(1, 2, 0);
    }
}
