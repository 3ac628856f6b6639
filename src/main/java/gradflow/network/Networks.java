package gradflow.network;

import gradflow.kernel.Arithmetic;
import gradflow.model.Implementation;
import gradflow.model.LossAt;
import gradflow.model.Readout;
import gradflow.model.RecurrentStack;
import gradflow.model.settings.FitSettings;
import gradflow.model.settings.LearningRateSchedule;
import gradflow.model.settings.TrainingSettings;
import gradflow.task.Task;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** The networks of all experiments. */
public final class Networks {
    private static final double RATE_WHEN_TIMED = 1e-3;
    private static final double MOMENTUM = 0.9;

    private Networks() {}

    /**
     * The network that is trained, in FLOAT, with truncated BPTT where it reads forward.
     *
     * @param task what it is for
     * @param seed of the weights
     * @return initialised
     */
    public static MultiLayerNetwork training(TrainingSettings settings, Task task, long seed) {
        // Deeplearning4j has no state for the backward direction of a Bidirectional to carry.
        int tbpttLength = settings.stacking().bidirectional() ? 0 : settings.stepsPerUpdate();
        Learning learning =
                Learning.by(updater(settings), DataType.FLOAT)
                        .truncated(tbpttLength)
                        .withDropout(settings.stacking().dropout());
        RecurrentStack stack = stack(settings, task);
        MultiLayerNetwork ours = new Assembly(stack, head(task), learning).network(seed);
        if (settings.implementation().isOurs()) {
            return ours;
        }
        MultiLayerNetwork stock =
                new Assembly(stack, settings.implementation(), head(task), learning).network(seed);
        // Both start from the same weights, laid out alike.
        stock.setParams(ours.params());
        return stock;
    }

    /**
     * A network of the same shape on which gradients are taken: in DOUBLE, through all time steps,
     * without workspaces, so that it may run inside another network's callback.
     *
     * @param task what it is for
     * @return initialised, with parameters of its own that are to be set
     */
    public static MultiLayerNetwork twin(TrainingSettings settings, Task task) {
        return untrained(stack(settings, task), head(task), 0);
    }

    private static RecurrentStack stack(TrainingSettings settings, Task task) {
        return settings.stack(task.inputSize(), task.outputSize());
    }

    private static Head head(Task task) {
        return Head.of(task.readout(), task.outputSize());
    }

    private static IUpdater updater(TrainingSettings settings) {
        FitSettings fit = settings.fit();
        IUpdater updater =
                switch (fit.optimizer()) {
                    case ADAM, RANDOM_GUESS -> new PortableAdam(fit.learningRate());
                    case SGD -> new PortableMomentum(fit.learningRate(), 0);
                    case MOMENTUM -> new PortableMomentum(fit.learningRate(), MOMENTUM);
                    case RMSPROP -> new PortableRmsProp(fit.learningRate());
                };
        if (fit.learningRateSchedule() != LearningRateSchedule.CONSTANT) {
            updater.setLrAndSchedule(
                    Double.NaN,
                    new RunSchedule(
                            fit.learningRateSchedule(),
                            fit.learningRate(),
                            fit.finalLearningRateShare(),
                            settings.iterations()));
        } else if (fit.halveLearningRateEvery() > 0) {
            updater.setLrAndSchedule(
                    Double.NaN,
                    new HalvingSchedule(fit.learningRate(), fit.halveLearningRateEvery()));
        }
        return updater;
    }

    /**
     * A network that stays as it is, on which gradients are taken: in DOUBLE, through all time
     * steps, without workspaces.
     *
     * @param outputSize O
     * @param seed of the weights
     * @return initialised
     */
    public static MultiLayerNetwork untrained(RecurrentStack stack, int outputSize, long seed) {
        return untrained(stack, Head.of(Readout.SOFTMAX, outputSize), seed);
    }

    static MultiLayerNetwork untrained(RecurrentStack stack, Head head, long seed) {
        return new Assembly(stack, head, Learning.NONE.withoutWorkspaces()).network(seed);
    }

    /**
     * A network in DOUBLE that {@code fit} cuts into segments and does not change.
     *
     * @param implementation whose recurrent layers; parameters are laid out alike in both
     * @param outputSize O
     * @param tbpttLength steps of a segment
     * @param seed of the weights
     * @return initialised
     */
    public static MultiLayerNetwork truncated(
            RecurrentStack stack,
            Implementation implementation,
            int outputSize,
            int tbpttLength,
            long seed) {
        Head head = Head.of(Readout.SOFTMAX, outputSize);
        return new Assembly(stack, implementation, head, Learning.NONE.truncated(tbpttLength))
                .network(seed);
    }

    /**
     * A network in DOUBLE with two classes that learns by plain gradient descent.
     *
     * @param recurrentWeights of the lowest layer at the start [H][H]
     * @param seed of all other weights
     * @return initialised
     */
    public static MultiLayerNetwork descending(
            RecurrentStack stack, double[][] recurrentWeights, double learningRate, long seed) {
        Learning learning = Learning.by(new Sgd(learningRate), DataType.DOUBLE);
        MultiLayerNetwork network =
                new Assembly(stack, Head.of(Readout.SOFTMAX, 2), learning).network(seed);
        INDArray start = Nd4j.create(recurrentWeights);
        network.getParam("0_RW").assign(start);
        return network;
    }

    /**
     * A network whose training is timed, by Adam: ND4J's where the layers are Deeplearning4j's.
     * With the loss at the last step only, the output layer sees that step alone; where it is
     * portable it sees them all, and needs a label mask.
     *
     * @param implementation whose layers
     * @param loss where a softmax has its loss
     * @param classes of the softmax
     * @param tbpttLength steps of a segment; 0 for full BPTT
     * @param type of its numbers
     * @return initialised
     */
    public static MultiLayerNetwork timed(
            RecurrentStack stack,
            Implementation implementation,
            LossAt loss,
            int classes,
            int tbpttLength,
            DataType type,
            long seed) {
        boolean portable = implementation == Implementation.GRADFLOW_PORTABLE;
        RecurrentStack timed = stack.in(portable ? Arithmetic.PORTABLE : Arithmetic.FAST);
        // Deeplearning4j's layer for the last step alone is not portable.
        LossAt seen = portable ? LossAt.EVERY_STEP : loss;
        Head head = Head.of(Readout.SOFTMAX, classes).by(implementation, seen);
        IUpdater adam =
                implementation.isOurs()
                        ? new PortableAdam(RATE_WHEN_TIMED)
                        : new Adam(RATE_WHEN_TIMED);
        Learning learning = Learning.by(adam, type).truncated(tbpttLength);
        return new Assembly(timed, implementation, head, learning).network(seed);
    }
}
