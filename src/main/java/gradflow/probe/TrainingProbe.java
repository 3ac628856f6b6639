package gradflow.probe;

import gradflow.model.settings.TrainingSettings;
import gradflow.probe.dynamics.TrainingDynamics;
import gradflow.probe.intervention.EstimatedGradient;
import gradflow.probe.intervention.GradientClipping;
import gradflow.probe.intervention.GradientNoise;
import gradflow.probe.intervention.Omega;
import gradflow.probe.intervention.SkippedWindows;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Watches a run: records gradient profiles and parameter norms at the iterations asked for, applies
 * what is done to the gradient, and notices when a number is no longer finite. One listener,
 * because the order matters: an estimate comes in the place of what backpropagation gave; Ω is part
 * of the raw gradient, which is measured before it is clipped, the clipped one before noise is
 * added and the optimiser has it; what the update of a window without a loss did is undone.
 */
public final class TrainingProbe extends BaseTrainingListener {
    private final ProfileHistory profiles;
    private final ParameterHistory parameters;
    private final GradientClipping clipping;
    private final Optional<GradientNoise> noise;
    private final Optional<Omega> omega;
    private final Optional<EstimatedGradient> estimate;
    private final Optional<TrainingDynamics> dynamics;
    private final Optional<SkippedWindows> skipped;
    private final int segments;
    private int iterations;
    private final Divergence divergence;
    private final int segmentLength;
    private Optional<String> diverged = Optional.empty();
    private Optional<Update> lastUpdate = Optional.empty();
    private double scoreSum;

    /** A probe for one run that trains with what backpropagation gives. */
    public TrainingProbe(
            String runId, TrainingSettings settings, long seed, GradientProfile profile) {
        this(runId, settings, seed, profile, Estimates.NONE);
    }

    /**
     * What a run has beyond backpropagation and its profiles.
     *
     * @param replacing puts one in the place of the gradient; empty for backpropagation
     * @param bias compares what the run trains with to the full gradient; empty if none is asked
     *     for
     * @param dynamics looks at noise, spectra and sharpness; empty if none is asked for
     */
    public record Estimates(
            Optional<EstimatedGradient> replacing,
            Optional<GradientBias> bias,
            Optional<TrainingDynamics> dynamics) {
        static final Estimates NONE =
                new Estimates(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * A probe for one run.
     *
     * @param seed of the noise on the gradient, if there is any
     * @param profile takes the gradient profiles
     * @param estimates of the gradient, and looks at its dynamics
     */
    public TrainingProbe(
            String runId,
            TrainingSettings settings,
            long seed,
            GradientProfile profile,
            Estimates estimates) {
        profiles = new ProfileHistory(runId, settings, profile, estimates);
        omega =
                settings.omegaWeight().isPresent()
                        ? Optional.of(
                                new Omega(
                                        settings.omegaWeight().getAsDouble(),
                                        settings.stack(1, 1).activation()))
                        : Optional.empty();
        noise =
                settings.noiseVariance().isPresent()
                        ? Optional.of(
                                new GradientNoise(settings.noiseVariance().getAsDouble(), seed))
                        : Optional.empty();
        estimate = estimates.replacing();
        dynamics = estimates.dynamics();
        skipped =
                settings.gradients().skipWindowsWithoutLoss()
                        ? Optional.of(new SkippedWindows(settings.stepsPerUpdate()))
                        : Optional.empty();
        ParameterNorms norms = new ParameterNorms(settings.cell().gates());
        parameters = new ParameterHistory(runId, norms);
        divergence = new Divergence(norms);
        segmentLength = settings.stepsPerUpdate();
        clipping = new GradientClipping(settings.clip());
        segments = settings.iterationsPerBatch();
        for (int iteration : profiles.due()) {
            // The loss is in the last segment of a batch only; the others have no gradient.
            parameters.addDue(Math.max(1, (iteration + segments - 1) / segments) * segments);
        }
    }

    /** Watches a network from now on, and takes the profile before training. */
    public void start(MultiLayerNetwork network) {
        network.setListeners(this);
        omega.ifPresent(network::addListeners);
        profileIfDue(network);
    }

    /** A batch comes next, which the network is then fitted to. */
    public void begin(DataSet batch) {
        estimate.ifPresent(replacing -> replacing.begin(batch));
        skipped.ifPresent(windows -> windows.begin(batch));
    }

    /** Takes the profile of a network that will not be trained further, unless there is one. */
    public void finish(MultiLayerNetwork network) {
        if (!isDiverged()) {
            profiles.lookLast(iterations, network);
        }
    }

    @Override
    public void onGradientCalculation(Model model) {
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        estimate.ifPresent(replacing -> replacing.replace(network));
        omega.ifPresent(regulariser -> regulariser.addTo(network));
        double norm = Norms.l2(network.getFlattenedGradients());
        if (!Double.isFinite(norm) && !isDiverged()) {
            int stepsBefore = iterations % segments * segmentLength;
            diverge(divergence.inPass(network, stepsBefore));
        }
        parameters.raw(iterations + 1, network);
        boolean isClipped = clipping.apply(network, norm);
        lastUpdate = Optional.of(new Update(iterations + 1, norm / network.batchSize(), isClipped));
        parameters.clipped(iterations + 1, network);
        noise.ifPresent(added -> added.apply(network, iterations));
        skipped.ifPresent(windows -> windows.before(network));
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        MultiLayerNetwork network = (MultiLayerNetwork) model;
        skipped.ifPresent(windows -> windows.after(network));
        boolean finite = Double.isFinite(network.score()) && Norms.areFinite(network.params());
        if (!isDiverged() && !finite) {
            diverge(divergence.afterUpdate(network));
        }
        iterations++;
        scoreSum += network.score();
        if (segments > 1) {
            divergence.beforeSegment(network, iterations % segments == 0);
        }
        parameters.updated(iterations, network);
        profileIfDue(network);
    }

    /**
     * The last update.
     *
     * @param iteration its number, from 1 on
     * @param gradientL2 L2 norm of the gradient of all parameters, the mean over the batch, with
     *     Ω's, before it was clipped and noise was added
     * @param clipped whether it was
     */
    public record Update(int iteration, double gradientL2, boolean clipped) {}

    /**
     * The last update.
     *
     * @return empty before the first
     */
    public Optional<Update> lastUpdate() {
        return lastUpdate;
    }

    /**
     * What the losses of all updates since this was last asked for sum up to.
     *
     * @return each loss is the sum over the labelled steps of a segment, the mean over its batch
     */
    public double takeScoreSum() {
        double sum = scoreSum;
        scoreSum = 0;
        return sum;
    }

    /**
     * Whether a score, a gradient or a parameter was infinite or not a number.
     *
     * @return true from the first such number on
     */
    public boolean isDiverged() {
        return diverged.isPresent();
    }

    private void diverge(String place) {
        diverged = Optional.of("iteration %d, %s".formatted(iterations + 1, place));
    }

    /**
     * Where a number first ceased to be finite; none if none did.
     *
     * @return iteration and place in words
     */
    public Optional<String> divergedAt() {
        return diverged;
    }

    /**
     * Parameter updates so far.
     *
     * @return 0 or more
     */
    public int iterations() {
        return iterations;
    }

    /**
     * The share of iterations whose gradient was clipped, 0 … 1.
     *
     * @return NaN before the first
     */
    public double clipRate() {
        return clipping.rate();
    }

    /**
     * The profiles so far, by iteration, layer and time step.
     *
     * @return rows of gradients.csv
     */
    public List<GradientRow> gradientRows() {
        return profiles.gradientRows();
    }

    /**
     * The paths along the kept state so far, in the same order.
     *
     * @return rows of the paths
     */
    public List<PathRow> pathRows() {
        return profiles.pathRows();
    }

    /**
     * The norms so far, by iteration, layer, parameter and gate.
     *
     * @return rows of parameters.csv
     */
    public List<ParameterRow> parameterRows() {
        return parameters.rows();
    }

    /** Bias and variance of the gradient so far, by iteration and parameter. */
    public List<BiasRow> biasRows() {
        return profiles.biasRows();
    }

    /**
     * What was looked at beside profiles.
     *
     * @return empty unless it was asked for
     */
    public Optional<TrainingDynamics> dynamics() {
        return dynamics;
    }

    private void profileIfDue(MultiLayerNetwork network) {
        if (!isDiverged()) {
            profiles.look(iterations, network);
        }
    }
}
