package gradflow.probe.dynamics;

import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import gradflow.model.RandomStream;
import gradflow.model.settings.Optimizer;
import gradflow.model.settings.TrainingSettings;
import gradflow.network.Preconditioner;
import gradflow.network.Trajectory;
import gradflow.probe.Norms;
import gradflow.stats.LargestEigenvalue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An optional look at moments of a training: signal and noise of the gradient by lag, spectra of
 * the state's Jacobians, the sharpness of the loss. In double precision, through all time steps,
 * always on the same sequences.
 */
public final class TrainingDynamics {
    /** The number of sequences whose spectra are taken; each costs as much as many gradients. */
    private static final int SPECTRA = 4;

    private final MultiLayerNetwork twin;
    private final TrainingSettings settings;
    private final INDArray features;
    private final INDArray labels;
    private final INDArray mask;
    private final INDArray lastStep;
    private final double[] start;
    private final Collector collector = new Collector();
    private final List<NoiseRow> noise = new ArrayList<>();
    private final List<SpectrumRow> spectra = new ArrayList<>();
    private final List<SharpnessRow> sharpness = new ArrayList<>();

    /**
     * For one run.
     *
     * @param twin a network in DOUBLE without truncation; this object alone uses it
     * @param sequences features [N, I, T], labels [N, O, T], label mask [N, T]; N is 2 or more
     * @param seed of the run
     */
    public TrainingDynamics(
            MultiLayerNetwork twin, TrainingSettings settings, DataSet sequences, long seed) {
        this.twin = twin;
        this.settings = settings;
        features = sequences.getFeatures().castTo(DataType.DOUBLE);
        labels = sequences.getLabels().castTo(DataType.DOUBLE);
        mask = sequences.getLabelsMaskArray().castTo(DataType.DOUBLE);
        lastStep = mask.dup();
        for (int step = 0; step < mask.size(1) - 1; step++) {
            lastStep.getColumn(step).assign(0);
        }
        Random random = RandomStream.CURVATURE.of(seed);
        start = new double[(int) twin.numParams()];
        for (int i = 0; i < start.length; i++) {
            start[i] = random.nextGaussian();
        }
        twin.setListeners(collector);
    }

    /**
     * Looks at a network, which stays as it is.
     *
     * @param iteration parameter updates before
     */
    public void take(String runId, int iteration, MultiLayerNetwork network) {
        double[] place = Norms.values(network.params());
        takeNoise(runId, iteration, place);
        spectra.addAll(StateSpectra.rows(runId, iteration, jacobians()));
        takeSharpness(runId, iteration, network, place);
    }

    /**
     * Signal and noise so far.
     *
     * @return by iteration and lag
     */
    public List<NoiseRow> noise() {
        return List.copyOf(noise);
    }

    /**
     * Spectra so far.
     *
     * @return by iteration and rank
     */
    public List<SpectrumRow> spectra() {
        return List.copyOf(spectra);
    }

    /**
     * Sharpness so far.
     *
     * @return by iteration
     */
    public List<SharpnessRow> sharpness() {
        return List.copyOf(sharpness);
    }

    /** With the loss at the last step only, since a lag is counted from there. */
    private void takeNoise(String runId, int iteration, double... place) {
        collector.isWanted = true;
        collector.take =
                gradients ->
                        noise.addAll(
                                StepNoise.rows(
                                        runId, iteration, gradients, settings.fit().batchSize()));
        gradient(place, lastStep);
        collector.isWanted = false;
    }

    /** The twin has the parameters already. */
    private List<double[][][]> jacobians() {
        List<double[][][]> jacobians = new ArrayList<>();
        int steps = (int) features.size(2);
        for (int n = 0; n < Math.min(SPECTRA, features.size(0)); n++) {
            INDArray[] inputs = new INDArray[steps];
            for (int t = 0; t < steps; t++) {
                var place =
                        features.get(
                                NDArrayIndex.point(n), NDArrayIndex.all(), NDArrayIndex.point(t));
                inputs[t] = place.dup().reshape(1, features.size(1));
            }
            jacobians.add(Trajectory.jacobians(twin, inputs));
        }
        return jacobians;
    }

    private void takeSharpness(
            String runId, int iteration, MultiLayerNetwork network, double... place) {
        gradient(place, mask);
        double loss = twin.score();
        LargestEigenvalue.Found plain =
                Sharpness.plain(parameters -> gradient(parameters, mask), place, start);
        Optimizer optimizer = settings.fit().optimizer();
        boolean whole = settings.stepsPerUpdate() >= settings.data().sequenceLength();
        Optional<double[]> scales =
                whole && optimizer.preconditions()
                        ? Preconditioner.of(network, iteration)
                        : Optional.empty();
        Optional<LargestEigenvalue.Found> preconditioned =
                Sharpness.preconditioned(
                        parameters -> gradient(parameters, mask), place, start, scales);
        double own =
                optimizer.preconditions()
                        ? preconditioned.map(LargestEigenvalue.Found::value).orElse(Double.NaN)
                        : plain.value();
        double learningRate = settings.learningRateAt(iteration);
        double threshold =
                whole ? optimizer.stableSharpnessTimesLearningRate() / learningRate : Double.NaN;
        sharpness.add(
                new SharpnessRow(
                        runId,
                        iteration,
                        loss,
                        plain.value(),
                        plain.residual(),
                        preconditioned.map(LargestEigenvalue.Found::value).orElse(Double.NaN),
                        preconditioned.map(LargestEigenvalue.Found::residual).orElse(Double.NaN),
                        learningRate,
                        threshold,
                        own / threshold));
    }

    /** The gradient of the mean over the sequences. */
    private double[] gradient(double[] parameters, INDArray labelMask) {
        twin.setParams(Nd4j.createFromArray(parameters).reshape(twin.params().shape()));
        twin.setInput(features);
        twin.setLabels(labels);
        twin.setLayerMaskArrays(null, labelMask);
        twin.computeGradientAndScore();
        double[] gradient = Norms.values(twin.getFlattenedGradients());
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= features.size(0);
        }
        twin.clear();
        return gradient;
    }

    private static final class Collector extends BaseTrainingListener
            implements TimeStepGradientListener {
        private boolean isWanted;
        private java.util.function.Consumer<TimeStepGradients> take;

        @Override
        public boolean wantsTimeStepGradients() {
            return isWanted;
        }

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            take.accept(gradients);
        }
    }
}
