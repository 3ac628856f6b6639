package gradflow.experiment.training;

import gradflow.estimator.EstimatedNetwork;
import gradflow.estimator.Estimators;
import gradflow.estimator.GradientEstimator;
import gradflow.estimator.ParameterLayout;
import gradflow.model.GradientMethod;
import gradflow.model.RandomStream;
import gradflow.model.RecurrentStack;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Networks;
import gradflow.probe.GradientBias;
import gradflow.probe.TrainingProbe;
import gradflow.probe.dynamics.TrainingDynamics;
import gradflow.probe.intervention.EstimatedGradient;
import gradflow.task.Task;
import java.util.Optional;
import java.util.Random;

/** Makes what a training run needs of the estimators of gradients, and counts what they keep. */
record RunEstimates(TrainingSettings settings, Task task) {

    /**
     * For one run; nothing for backpropagation without a look at its bias or dynamics.
     *
     * @param reported whether the run is not only there to choose by; dynamics are not looked at
     *     there
     */
    TrainingProbe.Estimates of(long seed, boolean reported) {
        Optional<EstimatedGradient> replacing = Optional.empty();
        Optional<GradientBias> bias = Optional.empty();
        if (method() != GradientMethod.BPTT) {
            EstimatedNetwork network = network();
            Random random = RandomStream.GRADIENT_ESTIMATE.of(seed);
            replacing =
                    Optional.of(
                            new EstimatedGradient(
                                    () -> estimator(network, random), settings.stepsPerUpdate()));
        }
        int sequences = settings.gradients().biasSequences();
        if (sequences > 0) {
            EstimatedNetwork network = network();
            bias =
                    Optional.of(
                            new GradientBias(
                                    network,
                                    estimator(network, RandomStream.GRADIENT_BIAS.of(seed)),
                                    // A batch beyond the last that the run trains on.
                                    task.trainingBatch(seed, settings.batches(), sequences)));
        }
        return new TrainingProbe.Estimates(
                replacing, bias, reported ? dynamics(seed) : Optional.empty());
    }

    private Optional<TrainingDynamics> dynamics(long seed) {
        int sequences = settings.watch().dynamicsSequences();
        return sequences == 0
                ? Optional.empty()
                : Optional.of(
                        new TrainingDynamics(
                                Networks.twin(settings, task),
                                settings,
                                task.trainingBatch(seed, settings.batches(), sequences),
                                seed));
    }

    /**
     * Bytes that the method keeps of earlier steps for a batch, in numbers of 8 bytes; inputs and
     * parameters, which all methods need, do not count.
     */
    long keptBytes() {
        GradientEstimator estimator = estimator(network(), RandomStream.GRADIENT_ESTIMATE.of(0));
        return (long) Double.BYTES
                * settings.fit().batchSize()
                * estimator.keptNumbers(settings.stepsPerUpdate());
    }

    private GradientMethod method() {
        return settings.gradients().gradient();
    }

    private GradientEstimator estimator(EstimatedNetwork network, Random random) {
        return Estimators.of(method(), network, settings.tbpttLength(), random);
    }

    private EstimatedNetwork network() {
        RecurrentStack stack = settings.stack(task.inputSize(), task.outputSize());
        ParameterLayout layout =
                new ParameterLayout(
                        stack.cell().shape(),
                        task.inputSize(),
                        stack.hiddenSize(),
                        task.outputSize());
        return new EstimatedNetwork(layout, stack.activation(), task.readout());
    }
}
