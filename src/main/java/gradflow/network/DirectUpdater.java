package gradflow.network;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The updater of a network that is trained by its own gradients, without regularisation and without
 * Deeplearning4j's gradient normalisation: the mean over the batch, then the optimiser, both in
 * place. The bits are those of {@link MultiLayerUpdater}, which in M2.1 takes every gradient for
 * another network's and cuts views of each parameter and gradient twice an update, in case one of
 * them is regularised. It looks at the network's own gradients, whichever it is given.
 */
final class DirectUpdater extends MultiLayerUpdater {
    private final INDArray gradients;

    private DirectUpdater(MultiLayerNetwork network) {
        super(network);
        gradients = network.getFlattenedGradients();
    }

    /** Gives it to a network that has been initialised, unless the network needs more of one. */
    static void into(MultiLayerNetwork network) {
        if (Arrays.stream(network.getLayers()).allMatch(DirectUpdater::isPlain)) {
            network.setUpdater(new DirectUpdater(network));
        }
    }

    private static boolean isPlain(Layer layer) {
        TrainingConfig conf = layer.getConfig();
        boolean regularized =
                layer.paramTable(false).keySet().stream()
                        .map(conf::getRegularizationByParam)
                        .anyMatch(terms -> terms != null && !terms.isEmpty());
        GradientNormalization normalization = conf.getGradientNormalization();
        return !regularized
                && (normalization == null || normalization == GradientNormalization.None);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // it was told of this array and of no other
    public synchronized void update(
            Gradient gradient,
            int iteration,
            int epoch,
            int batchSize,
            LayerWorkspaceMgr workspaceMgr) {
        if (network.getFlattenedGradients() != gradients) {
            super.update(gradient, iteration, epoch, batchSize, workspaceMgr);
            return;
        }
        if (isMiniBatch()) {
            divideByMinibatch(false, gradient, batchSize);
        }
        for (UpdaterBlock block : getUpdaterBlocks()) {
            block.getGradientUpdater().applyUpdater(block.getGradientView(), iteration, epoch);
        }
    }
}
