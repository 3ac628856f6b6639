package gradflow.layer;

import gradflow.kernel.Recurrence;
import gradflow.kernel.State;
import gradflow.kernel.Weights;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The layer behind every configuration of this package that has a cell. It remembers the forward
 * pass of a training step, carried state included, and differentiates that one.
 */
final class RecurrentLayer
        extends org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer<BaseRecurrentLayer> {
    private static final long serialVersionUID = 1L;

    /** DL4J's names of the stored state. */
    private static final String HIDDEN_STATE = "prevAct";

    private static final String CELL_STATE = "prevMem";

    private final transient RecurrentCellLayer cell;
    private final transient Recurrence recurrence;
    private final transient NetworkListeners listeners;
    private final transient FitCheck fitCheck = new FitCheck();
    private final transient Truncation truncation = new Truncation();
    private transient State initial;
    private boolean lastWasTraining;
    private boolean inputGradientIsDiscarded;

    RecurrentLayer(
            NeuralNetConfiguration conf,
            DataType dataType,
            Collection<TrainingListener> networkListeners) {
        super(conf, dataType);
        cell = (RecurrentCellLayer) conf.getLayer();
        recurrence = cell.recurrence(dataType);
        listeners = new NetworkListeners(networkListeners);
    }

    // Forward

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return forward(null, training, null, workspaceMgr);
    }

    @Override
    public INDArray rnnTimeStep(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        return forward(state(stateMap), false, stateMap, workspaceMgr);
    }

    @Override
    public INDArray rnnActivateUsingStoredState(
            INDArray input,
            boolean training,
            boolean storeLastForTBPTT,
            LayerWorkspaceMgr workspaceMgr) {
        setInput(input, workspaceMgr);
        if (fitCheck.batchEnded()) {
            // A ComputationGraph does not clear the state of layers that are wrapped as frozen.
            tBpttStateMap.clear();
        }
        Map<String, INDArray> storeInto = storeLastForTBPTT ? tBpttStateMap : null;
        return forward(state(tBpttStateMap), training, storeInto, workspaceMgr);
    }

    @Override
    public void rnnSetTBPTTState(Map<String, INDArray> state) {
        fitCheck.batchEnded();
        super.rnnSetTBPTTState(state);
    }

    private INDArray forward(
            State from,
            boolean training,
            Map<String, INDArray> storeInto,
            LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        checks().rank(input);
        if (index == 0 && listeners.areOfMultiLayerNetwork()) {
            checks().data(input.castTo(dataType), training);
        }
        if (training) {
            listeners.watchBackwardLength();
        }
        initial = from;
        lastWasTraining = training;
        inputGradientIsDiscarded = false;
        truncation.forward(storeInto == tBpttStateMap);
        recurrence.requireMemory(
                input.size(0),
                layout().timeSteps(input),
                layerConf().getNIn(),
                layerConf().getNOut());
        applyDropOutIfNecessary(training, workspaceMgr);
        INDArray output =
                workspaceMgr.createUninitialized(
                        ArrayType.ACTIVATIONS,
                        dataType,
                        timeMajorShape(layerConf().getNOut()),
                        'c');
        // Drawn before the workspace is borrowed: weight noise borrows it, too.
        Weights weights = weights(training, workspaceMgr);
        if (training) {
            // What the way back needs has to live as long as the activations do.
            try (MemoryWorkspace kept = workspaceMgr.notifyScopeBorrowed(ArrayType.ACTIVATIONS)) {
                run(weights, output, true);
            }
        } else {
            run(weights, output, false);
        }
        if (storeInto != null) {
            store(recurrence.last(), storeInto);
        }
        return layout().fromTimeMajor(output);
    }

    private void run(Weights weights, INDArray output, boolean keep) {
        INDArray x = layout().toTimeMajor(input.castTo(dataType));
        checks().sequence(x, maskArray);
        checks().state(initial, x.size(1), layerConf().getNOut());
        INDArray mask = maskArray == null ? null : maskArray.castTo(dataType).transpose();
        recurrence.pass(weights, x, initial, mask, output, keep);
    }

    // Backward

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        return backward(epsilon, truncation.steps(described()), workspaceMgr);
    }

    @Override
    public Pair<Gradient, INDArray> tbpttBackpropGradient(
            INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaceMgr) {
        int steps = tbpttBackLength > 0 ? tbpttBackLength : Integer.MAX_VALUE;
        return backward(epsilon, steps, workspaceMgr);
    }

    private Pair<Gradient, INDArray> backward(
            INDArray epsilon, int steps, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        long[] shape = timeMajorShape(layerConf().getNOut());
        checks().epsilon(epsilon, layout().shape(shape));
        if (!recurrence.isKept()) {
            // The forward pass was made for inference, as a frozen layer's is: repeat it.
            INDArray output = workspaceMgr.create(ArrayType.BP_WORKING_MEM, dataType, shape, 'c');
            run(weights(lastWasTraining, workspaceMgr), output, true);
        }
        INDArray gradInput =
                inputGradientIsDiscarded
                        ? null
                        : workspaceMgr.createUninitialized(
                                ArrayType.ACTIVATION_GRAD,
                                dataType,
                                timeMajorShape(layerConf().getNIn()),
                                'c');
        inputGradientIsDiscarded = false;
        fitCheck.backwardMade();
        recurrence.observeNorms(listeners.normObserver(this));
        recurrence.backward(
                layout().toTimeMajor(epsilon.castTo(dataType)),
                (int) Math.min(steps, shape[0]),
                gradInput,
                weights(gradientViews::get),
                listeners.gradientObserver(this));
        weightNoiseParams.clear();
        Gradient gradient = new DefaultGradient(gradientsFlattened);
        gradientViews.forEach(gradient.gradientForVariable()::put);
        INDArray below =
                gradInput == null
                        ? null
                        : backpropDropOutIfPresent(layout().fromTimeMajor(gradInput));
        return new Pair<>(gradient, below);
    }

    /**
     * Tells that this is the first layer of its network, after a forward pass. An iteration then
     * throws the gradient of the input away; other calls, like calculateGradients, return it.
     */
    void discardInputGradient() {
        // Dropout takes its mask back with the gradient.
        boolean hasDropout = layerConf().getIDropout() != null;
        inputGradientIsDiscarded = fitCheck.isBackwardDue() && !hasDropout;
    }

    /** Tells the lengths of truncated BPTT, after the forward pass over a segment. */
    void truncate(int forward, int backward) {
        long timeSteps = input == null ? 0 : layout().timeSteps(input);
        truncation.lengths(forward, backward, described(), layout(), timeSteps);
    }

    // Parameters and state

    private Weights weights(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return weights(
                key ->
                        params.containsKey(key)
                                ? getParamWithNoise(key, training, workspaceMgr)
                                : null);
    }

    private Weights weights(Function<String, INDArray> parameter) {
        return RecurrentParamInitializer.weights(cell.shape(), parameter);
    }

    private static State state(Map<String, INDArray> stored) {
        INDArray hidden = stored.get(HIDDEN_STATE);
        INDArray cellState = stored.get(CELL_STATE);
        return hidden == null && cellState == null ? null : new State(hidden, cellState);
    }

    private static void store(State last, Map<String, INDArray> into) {
        into.put(HIDDEN_STATE, last.hidden());
        if (last.cell() != null) {
            into.put(CELL_STATE, last.cell());
        }
    }

    private SequenceLayout layout() {
        return new SequenceLayout(getDataFormat());
    }

    private long[] timeMajorShape(long size) {
        return layout().timeMajorShape(input, size);
    }

    private SequenceChecks checks() {
        return new SequenceChecks(described(), layout().described(), layerConf().getNIn());
    }

    private String described() {
        return Described.layer(layerConf(), index);
    }

    // What else DL4J asks of a layer

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
            INDArray mask, MaskState currentMaskState, int minibatchSize) {
        Pair<INDArray, MaskState> applied =
                super.feedForwardMaskArray(mask, currentMaskState, minibatchSize);
        return cell.handsMaskOn() ? new Pair<>(mask, MaskState.Passthrough) : applied;
    }

    @Override
    public void setListeners(Collection<TrainingListener> added) {
        super.setListeners(listeners.joinedBy(added));
    }

    @Override
    public void clear() {
        super.clear();
        recurrence.clear();
    }

    @Override
    public void setIterationCount(int iterationCount) {
        super.setIterationCount(iterationCount);
        fitCheck.iterationCounted(described());
    }

    @Override
    public Type type() {
        return Type.RECURRENT;
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }
}
