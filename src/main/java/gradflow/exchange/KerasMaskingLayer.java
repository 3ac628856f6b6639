package gradflow.exchange;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/** The layer behind {@link KerasMasking}. */
final class KerasMaskingLayer extends AbstractLayer<KerasMasking> {
    private static final long serialVersionUID = 1L;

    KerasMaskingLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        return masked(input.castTo(dataType), ArrayType.ACTIVATIONS, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        return new Pair<>(
                new DefaultGradient(), masked(epsilon, ArrayType.ACTIVATION_GRAD, workspaces));
    }

    private INDArray masked(INDArray x, ArrayType type, LayerWorkspaceMgr workspaces) {
        INDArray mask = KerasMasking.mask(input.castTo(dataType), layerConf().getMaskValue());
        INDArray result = workspaces.createUninitialized(type, x.dataType(), x.shape(), 'c');
        return Broadcast.mul(x, mask, result, 0, 1);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {
        // There are no parameters.
    }
}
