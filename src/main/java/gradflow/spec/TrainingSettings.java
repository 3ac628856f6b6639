package gradflow.spec;

import java.util.List;

/**
 * Everything that a training run depends on, beside its seed.
 *
 * @param task the name of the task
 * @param sequenceLength T, time steps of every sequence
 * @param cell the recurrent cell
 * @param activation of the hidden state
 * @param initialization of the recurrent weights
 * @param recurrentGain what multiplies them
 * @param gateBias what the bias of the gate that keeps the state starts from
 * @param hiddenSize H, hidden units
 * @param tbpttLength steps that the gradient travels back in training, 1 … T
 * @param batchSize B, sequences per batch
 * @param sequences training sequences seen in a run, repetitions counted; a whole number of batches
 * @param learningRate of Adam
 * @param clipGlobalNorm largest norm of the gradient of all parameters (mean over the batch) that
 *     reaches the optimiser; 0 for no clipping
 * @param evaluations how often the validation data are looked at, evenly spread over the training;
 *     at most once after every batch
 * @param profileIterations the iterations after which gradients are recorded; the last one is added
 * @param profileExamples examples of the batch on which gradient profiles are taken
 */
public record TrainingSettings(
        String task,
        int sequenceLength,
        Cell cell,
        HiddenActivation activation,
        Initialization initialization,
        double recurrentGain,
        GateBias gateBias,
        int hiddenSize,
        int tbpttLength,
        int batchSize,
        int sequences,
        double learningRate,
        double clipGlobalNorm,
        int evaluations,
        List<Integer> profileIterations,
        int profileExamples) {

    /** What holds where an experiment file says nothing else. */
    public static final TrainingSettings DEFAULTS =
            new TrainingSettings(
                    "digits",
                    64,
                    Cell.SIMPLE_RNN,
                    HiddenActivation.TANH,
                    Initialization.XAVIER,
                    1,
                    GateBias.DEFAULT,
                    64,
                    64,
                    32,
                    3200,
                    0.002,
                    1.0,
                    10,
                    List.of(0, 10, 100),
                    32);

    /**
     * Checks every setting by itself and against the others.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public TrainingSettings {
        Check.atLeastOne("sequenceLength", sequenceLength);
        Check.atLeastOne("hiddenSize", hiddenSize);
        Check.between("tbpttLength", tbpttLength, 1, sequenceLength, "sequenceLength");
        Check.atLeastOne("batchSize", batchSize);
        Check.atLeastOne("sequences", sequences);
        Check.that(
                sequences % batchSize == 0,
                "sequences must be a multiple of batchSize " + batchSize + ", not " + sequences);
        Check.that(
                learningRate > 0 && Double.isFinite(learningRate),
                "learningRate must be a number above 0, not " + learningRate);
        Check.that(
                clipGlobalNorm >= 0 && Double.isFinite(clipGlobalNorm),
                "clipGlobalNorm must be 0 (off) or a number above 0, not " + clipGlobalNorm);
        Check.atLeastOne("evaluations", evaluations);
        Check.atLeastOne("profileExamples", profileExamples);
        int before = -1;
        for (int iteration : profileIterations) {
            Check.that(
                    iteration > before,
                    "profileIterations must be at least 0 and rise, not " + profileIterations);
            before = iteration;
        }
        profileIterations = List.copyOf(profileIterations);
        // Its constructor checks what concerns the recurrent layer.
        var unused =
                new RecurrentStack(
                        cell,
                        activation,
                        initialization,
                        recurrentGain,
                        gateBias,
                        1,
                        hiddenSize,
                        1,
                        sequenceLength);
    }

    /**
     * The recurrent layer.
     *
     * @param inputSize I, inputs per time step
     */
    public RecurrentStack stack(int inputSize) {
        return new RecurrentStack(
                cell,
                activation,
                initialization,
                recurrentGain,
                gateBias,
                inputSize,
                hiddenSize,
                1,
                sequenceLength);
    }

    /** Batches of a run. */
    public int batches() {
        return sequences / batchSize;
    }

    /** Iterations (parameter updates) of a batch: one for each segment of truncated BPTT. */
    public int iterationsPerBatch() {
        return (sequenceLength + tbpttLength - 1) / tbpttLength;
    }

    /** Iterations (parameter updates) of a run that is not cut short. */
    public int iterations() {
        return batches() * iterationsPerBatch();
    }
}
