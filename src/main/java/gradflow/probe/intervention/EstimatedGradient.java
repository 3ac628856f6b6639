package gradflow.probe.intervention;

import gradflow.estimator.GradientEstimator;
import gradflow.estimator.Steps;
import gradflow.layer.output.DenseValues;
import gradflow.probe.Norms;
import gradflow.probe.SequenceSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Puts an estimate in the place of the gradient that backpropagation gave. Each sequence of a batch
 * has an estimator of its own, which goes on where it was after every update; computed in double,
 * one sequence after the other, and rounded to the network's type at the end.
 */
public final class EstimatedGradient {
    private final Supplier<GradientEstimator> supplier;
    private final int stepsPerUpdate;
    private final List<GradientEstimator> estimators = new ArrayList<>();
    private List<Steps> sequences = List.of();
    private int position;

    /**
     * For one run.
     *
     * @param supplier makes an estimator of a sequence
     * @param stepsPerUpdate steps between two updates
     */
    public EstimatedGradient(Supplier<GradientEstimator> supplier, int stepsPerUpdate) {
        this.supplier = supplier;
        this.stepsPerUpdate = stepsPerUpdate;
    }

    /** A batch begins, from its first step on. */
    public void begin(DataSet batch) {
        sequences = SequenceSteps.of(batch);
        position = 0;
        while (estimators.size() < sequences.size()) {
            estimators.add(supplier.get());
        }
        estimators.forEach(GradientEstimator::start);
    }

    /** Replaces the network's gradient, which is summed over the batch here, for the next steps. */
    public void replace(MultiLayerNetwork network) {
        double[] parameters = Norms.values(network.params());
        double[] gradient = new double[parameters.length];
        for (int b = 0; b < sequences.size(); b++) {
            Steps next = sequences.get(b).between(position, position + stepsPerUpdate);
            estimators.get(b).add(parameters, next, gradient);
        }
        position += stepsPerUpdate;
        DenseValues.put(gradient, network.getFlattenedGradients());
    }
}
