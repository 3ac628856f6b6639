package gradflow.network;

import gradflow.layer.output.DenseValues;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.RmsPropUpdater;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What an optimiser with a scale of its own for every parameter divides the (averaged) gradient by,
 * so that its update is learning rate · gradient / scale.
 */
public final class Preconditioner {
    private Preconditioner() {}

    /**
     * The scales at the last update. Adam: (1 − β₁ᵗ)·(√v + ε)/√(1 − β₂ᵗ), which with its correction
     * of the mean is the P of J. Cohen and others, 2022 (arXiv:2207.14484, section 2), but for the
     * place of ε; RMSProp: √s + ε.
     *
     * @param updates t, that were made
     * @return [P] in the order of the network's parameters; empty before the first update, and for
     *     optimisers without such scales
     */
    public static Optional<double[]> of(MultiLayerNetwork network, int updates) {
        double[] scales = new double[(int) network.numParams()];
        if (updates == 0) {
            return Optional.empty();
        }
        var updater = (BaseMultiLayerUpdater<?>) network.getUpdater();
        for (UpdaterBlock block : updater.getUpdaterBlocks()) {
            double factor = 1;
            double epsilon;
            INDArray squares;
            if (block.getGradientUpdater() instanceof AdamUpdater adam) {
                Adam config = adam.getConfig();
                factor =
                        (1 - StrictMath.pow(config.getBeta1(), updates))
                                / StrictMath.sqrt(1 - StrictMath.pow(config.getBeta2(), updates));
                epsilon = config.getEpsilon();
                squares = adam.getV();
            } else if (block.getGradientUpdater() instanceof RmsPropUpdater rms) {
                epsilon = rms.getConfig().getEpsilon();
                squares = rms.getLastGradient();
            } else {
                return Optional.empty();
            }
            double[] values = DenseValues.values(DenseValues.of(squares));
            for (int i = 0; i < values.length; i++) {
                scales[block.getParamOffsetStart() + i] = factor * (Math.sqrt(values[i]) + epsilon);
            }
        }
        return Optional.of(scales);
    }
}
