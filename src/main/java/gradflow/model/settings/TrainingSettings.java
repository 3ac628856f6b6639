package gradflow.model.settings;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import gradflow.kernel.Arithmetic;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import gradflow.model.Cell;
import gradflow.model.Clip;
import gradflow.model.GateBias;
import gradflow.model.HiddenActivation;
import gradflow.model.Implementation;
import gradflow.model.Initialization;
import gradflow.model.Mitigation;
import gradflow.model.RecurrentStack;
import gradflow.model.Remedy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Everything that a training run depends on, beside its seed. In an experiment file the settings of
 * all groups stand side by side.
 *
 * @param data what is learned
 * @param layer the recurrent layer
 * @param stacking how many of it stand on each other
 * @param mitigation what is done against vanishing and exploding gradients
 * @param strengthFactor times the strength of the mitigation's last measure that has one to tune
 *     (clipping, gate bias, Ω, noise), above 0
 * @param fit how it is trained
 * @param gradients where the gradient comes from
 * @param watch what is looked at
 * @param arithmetic what the network computes with
 * @param implementation whose recurrent layer is trained, this project's or Deeplearning4j's;
 *     gradient profiles are taken with this project's either way
 */
public record TrainingSettings(
        @JsonUnwrapped TaskSettings data,
        @JsonUnwrapped CellSettings layer,
        @JsonUnwrapped StackingSettings stacking,
        Mitigation mitigation,
        double strengthFactor,
        @JsonUnwrapped FitSettings fit,
        @JsonUnwrapped GradientSettings gradients,
        @JsonUnwrapped WatchSettings watch,
        Arithmetic arithmetic,
        Implementation implementation)
        implements Sized, Computed, Selective, Iterative, ToldIfChanged {

    /** What holds where an experiment file says nothing else. */
    public static final TrainingSettings DEFAULTS =
            new TrainingSettings(
                    TaskSettings.DEFAULTS,
                    CellSettings.DEFAULTS,
                    StackingSettings.DEFAULTS,
                    Mitigation.NONE,
                    1,
                    FitSettings.DEFAULTS,
                    GradientSettings.DEFAULTS,
                    WatchSettings.DEFAULTS,
                    Arithmetic.PORTABLE,
                    Implementation.GRADFLOW);

    /**
     * Checks the groups against each other.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public TrainingSettings {
        Check.that(
                strengthFactor > 0 && Double.isFinite(strengthFactor),
                "strengthFactor must be a number above 0, not " + strengthFactor);
        int length = data.sequenceLength();
        Check.that(
                fit.tbpttLength() <= length,
                "tbpttLength must be between 1 and %d (the sequenceLength), or 0 for all, not %d"
                        .formatted(length, fit.tbpttLength()));
        mitigation.exclude(
                Remedy.Subject.INITIALIZATION,
                layer.initialization() == Initialization.XAVIER && layer.recurrentGain() == 1,
                "initialization " + layer.initialization().label() + " with recurrentGain",
                layer.recurrentGain());
        mitigation.exclude(
                Remedy.Subject.GATE_BIAS,
                layer.gateBias().equals(GateBias.DEFAULT),
                "gateBias",
                layer.gateBias().value());
        mitigation.exclude(
                Remedy.Subject.CLIPPING,
                fit.clipGlobalNorm() == 0,
                "clipGlobalNorm",
                fit.clipGlobalNorm());
        mitigation.exclude(
                Remedy.Subject.TRUNCATION,
                fit.tbpttLength() == 0 || fit.tbpttLength() == length,
                "tbpttLength",
                fit.tbpttLength());
        Check.that(
                fit.optimizer() != Optimizer.RANDOM_GUESS || fit.tbpttLength() == 0,
                "optimizer random-guess has no gradient to truncate; tbpttLength must be 0, not "
                        + fit.tbpttLength());
        Check.that(
                fit.optimizer() != Optimizer.RANDOM_GUESS || mitigation.equals(Mitigation.NONE),
                "optimizer random-guess has no gradient; mitigation must be none, not "
                        + mitigation.text());
        boolean plain =
                layer.activation() == HiddenActivation.TANH
                        || layer.activation() == HiddenActivation.RELU;
        Check.that(
                plain || !mitigation.uses(Remedy.IRNN),
                "mitigation irnn sets the activation to relu, and so does activation "
                        + layer.activation().label()
                        + "; leave it at tanh (the default) or relu");
        if (mitigation.nonsense(layer.cell(), length).isEmpty()) {
            // Its constructor checks what concerns the recurrent layer.
            Mitigation scaled = mitigation.times(strengthFactor).orElse(mitigation);
            var unused = layer.stack(scaled, stacking, 1, 1, length).in(arithmetic);
        }
        checkStacking(stacking, layer, mitigation, fit, watch);
        if (implementation != Implementation.GRADFLOW) {
            StockLimits.check(implementation, arithmetic, layer.cell(), stacking, mitigation);
        }
        int window = fit.tbpttLength() == 0 ? length : fit.tbpttLength();
        gradients.check(stacking, mitigation, fit, layer.hiddenSize(), window, length);
        watch.check(stacking, layer, mitigation, fit);
    }

    private static void checkStacking(
            StackingSettings stacking,
            CellSettings layer,
            Mitigation mitigation,
            FitSettings fit,
            WatchSettings watch) {
        Check.that(
                stacking.isPlain() || layer.sizing() == Sizing.EQUAL_HIDDEN_SIZE,
                "sizing must be equal-hidden-size with several layers or bidirectional");
        Check.that(
                stacking.isPlain() || !mitigation.uses(Remedy.OMEGA),
                "mitigation omega is for one layer in one direction");
        boolean truncated =
                fit.tbpttLength() > 0 || mitigation.measure(Remedy.Subject.TRUNCATION).isPresent();
        Check.that(
                !stacking.bidirectional() || !truncated,
                "tbpttLength must be 0 (all) with bidirectional, whose backward direction begins at the end of the sequence");
        Check.that(
                !stacking.bidirectional() || watch.sampleLength() == 0,
                "sampleLength must be 0 with bidirectional, which sees what it would write");
        Check.that(
                stacking.dropout() == 0 || fit.optimizer() != Optimizer.RANDOM_GUESS,
                "dropout must be 0 with optimizer random-guess, which does not train");
    }

    @Override
    public Optional<String> leftOutBecause() {
        return mitigation
                .nonsense(layer.cell(), data.sequenceLength())
                .or(
                        () ->
                                mitigation.times(strengthFactor).isPresent()
                                        ? Optional.empty()
                                        : Optional.of(
                                                "strengthFactor has no meaning for mitigation %s: it has no strength to tune"
                                                        .formatted(mitigation.text())));
    }

    /** The mitigation with the strength that it has in this run. */
    private Mitigation scaled() {
        return mitigation.times(strengthFactor).orElse(mitigation);
    }

    @Override
    public List<String> toldIfChanged() {
        return Stream.of(
                        TableSettings.SETTINGS,
                        List.of("strengthFactor", "implementation"),
                        StackingSettings.SETTINGS,
                        TaskSettings.TOLD_IF_CHANGED,
                        FitSettings.TOLD_IF_CHANGED,
                        GradientSettings.SETTINGS,
                        WatchSettings.TOLD_IF_CHANGED)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * The recurrent cell.
     *
     * @return that of the layer's settings
     */
    public Cell cell() {
        return layer.cell();
    }

    /**
     * The recurrent layer.
     *
     * @param inputSize I, inputs per time step
     * @param outputSize O
     * @return one layer of T = sequenceLength, with all that a mitigation changes about it
     */
    public RecurrentStack stack(int inputSize, int outputSize) {
        return layer.stack(scaled(), stacking, inputSize, outputSize, data.sequenceLength())
                .in(arithmetic);
    }

    /**
     * How gradients are made smaller before the optimiser has them.
     *
     * @return the mitigation's clipping, or that of clipGlobalNorm, which may be none
     */
    public Clip clip() {
        return mitigation
                .measure(Remedy.Subject.CLIPPING)
                .map(measure -> Clip.of(measure, scaled().strength(measure).orElseThrow()))
                .orElse(Clip.globalNorm(fit.clipGlobalNorm()));
    }

    /**
     * The weight of Pascanu's Ω in the loss; empty without it.
     *
     * @return above 0
     */
    public OptionalDouble omegaWeight() {
        return scaled().strength(Remedy.OMEGA);
    }

    /**
     * η of the noise on the gradient, its variance at first; empty without it.
     *
     * @return above 0; the variance after n iterations is η / (1 + n)^0.55
     */
    public OptionalDouble noiseVariance() {
        return scaled().strength(Remedy.GRADIENT_NOISE);
    }

    /**
     * Steps that the gradient travels back, 1 … T.
     *
     * @return the mitigation's where it has one
     */
    public int tbpttLength() {
        int set = fit.tbpttLength() == 0 ? data.sequenceLength() : fit.tbpttLength();
        return (int) mitigation.strength(Remedy.TRUNCATION).orElse(set);
    }

    /**
     * Steps between two updates, 1 … T.
     *
     * @return T for methods that update once for each sequence, else tbpttLength
     */
    public int stepsPerUpdate() {
        return gradients.gradient().updatesOncePerSequence()
                ? data.sequenceLength()
                : tbpttLength();
    }

    /**
     * Batches of a run.
     *
     * @return sequences / batchSize
     */
    public int batches() {
        return fit.sequences() / fit.batchSize();
    }

    /**
     * Iterations (parameter updates) of a batch: one for each segment of truncated BPTT.
     *
     * @return T / stepsPerUpdate, rounded up
     */
    public int iterationsPerBatch() {
        return (data.sequenceLength() + stepsPerUpdate() - 1) / stepsPerUpdate();
    }

    /**
     * Iterations (parameter updates) of a run that is not cut short.
     *
     * @return batches times iterations of a batch
     */
    @Override
    public int iterations() {
        return batches() * iterationsPerBatch();
    }

    /**
     * The learning rate of an update.
     *
     * @param iteration updates made before it
     * @return above 0
     */
    public double learningRateAt(int iteration) {
        return fit.learningRateAt(iteration, iterations());
    }

    /** Parameters with gradient and Adam's moments, once more in DOUBLE, and one batch. */
    @Override
    public double leastNativeBytes() {
        RecurrentStack stack = stack(1, 1);
        double states = 4.0 * Float.BYTES + 2.0 * Double.BYTES;
        double inputs = (double) fit.batchSize() * data.sequenceLength();
        double batch = inputs + stack.activations(fit.batchSize(), stepsPerUpdate());
        return states * stack.parameters() + Float.BYTES * batch;
    }
}
