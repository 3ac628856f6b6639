package gradflow.probe.intervention;

import gradflow.probe.Norms;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Undoes the updates of windows in which no step has a loss. Their gradient is zero, but an
 * optimiser with a memory (Adam, momentum) still moves the parameters, and Adam counts the update.
 */
public final class SkippedWindows {
    private final int stepsPerUpdate;
    private boolean[] hasLoss = {};
    private int window;
    private INDArray parameters;
    private INDArray moments;

    /**
     * For one run.
     *
     * @param stepsPerUpdate steps of a window
     */
    public SkippedWindows(int stepsPerUpdate) {
        this.stepsPerUpdate = stepsPerUpdate;
    }

    /** A batch begins, from its first step on. */
    public void begin(DataSet batch) {
        double[] mask = Norms.values(batch.getLabelsMaskArray());
        int timeSteps = (int) batch.getLabelsMaskArray().size(1);
        hasLoss = new boolean[(timeSteps + stepsPerUpdate - 1) / stepsPerUpdate];
        for (int i = 0; i < mask.length; i++) {
            hasLoss[i % timeSteps / stepsPerUpdate] |= mask[i] != 0;
        }
        window = 0;
    }

    /** Before the update of the next window: keeps what it may not change. */
    public void before(MultiLayerNetwork network) {
        if (!hasLoss[window]) {
            parameters = network.params().dup();
            INDArray state = state(network);
            moments = state == null ? null : state.dup();
        }
    }

    /** After that update, before Deeplearning4j counts it. */
    public void after(MultiLayerNetwork network) {
        if (!hasLoss[window]) {
            network.params().assign(parameters);
            if (moments != null) {
                state(network).assign(moments);
            }
            var configuration = network.getLayerWiseConfigurations();
            configuration.setIterationCount(configuration.getIterationCount() - 1);
        }
        window++;
    }

    private static INDArray state(MultiLayerNetwork network) {
        Updater updater = network.getUpdater();
        return updater.getStateViewArray();
    }
}
