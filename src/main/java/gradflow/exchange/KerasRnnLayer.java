package gradflow.exchange;

import java.util.Map;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layer behind {@link KerasRnn}: puts steps and outputs into order around a layer. */
final class KerasRnnLayer extends BaseWrapperLayer implements RecurrentLayer {
    private static final long serialVersionUID = 1L;

    private final transient RecurrentLayer recurrent;
    private final transient KerasRnn.Order order;
    private transient INDArray input;
    private transient INDArray mask;
    private transient StepOrder steps;

    KerasRnnLayer(RecurrentLayer recurrent, KerasRnn.Order order) {
        super(recurrent);
        this.recurrent = recurrent;
        this.order = order;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        recurrent.setInput(arranged(input), workspaces);
        return outputs(recurrent.activate(training, workspaces), workspaces);
    }

    @Override
    public INDArray activate(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
        setInput(x, workspaces);
        return activate(training, workspaces);
    }

    @Override
    public INDArray rnnTimeStep(INDArray x, LayerWorkspaceMgr workspaces) {
        requireNoMask();
        return outputs(recurrent.rnnTimeStep(arranged(x), workspaces), workspaces);
    }

    @Override
    public INDArray rnnActivateUsingStoredState(
            INDArray x, boolean training, boolean store, LayerWorkspaceMgr workspaces) {
        requireNoMask();
        return outputs(
                recurrent.rnnActivateUsingStoredState(arranged(x), training, store, workspaces),
                workspaces);
    }

    private void requireNoMask() {
        if (mask != null) {
            throw new UnsupportedOperationException(
                    "layer '%s': got a mask with a state that is carried over; needs whole sequences"
                            .formatted(conf().getLayer().getLayerName()));
        }
    }

    private INDArray arranged(INDArray x) {
        int batchSize = (int) x.size(0);
        int timeSteps = (int) x.size(1);
        steps = StepOrder.of(order, batchSize, timeSteps, mask);
        // Outside of workspaces, for the layer keeps its input in another one.
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            recurrent.setMaskArray(mask == null ? null : steps.lengthMask(x.dataType()));
            INDArray rows = StepOrder.gathered(x, steps.inputs());
            return rows.reshape('c', batchSize, timeSteps, x.size(2));
        }
    }

    private INDArray outputs(INDArray all, LayerWorkspaceMgr workspaces) {
        INDArray rows = StepOrder.gathered(all, steps.outputs());
        INDArray shaped =
                order.sequences()
                        ? rows.reshape('c', steps.batchSize(), steps.timeSteps(), rows.size(1))
                        : rows;
        return workspaces.leverageTo(ArrayType.ACTIVATIONS, shaped);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaces) {
        return below(recurrent.backpropGradient(arrangedGradient(epsilon), workspaces), workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> tbpttBackpropGradient(
            INDArray epsilon, int tbpttBackLength, LayerWorkspaceMgr workspaces) {
        return below(
                recurrent.tbpttBackpropGradient(
                        arrangedGradient(epsilon), tbpttBackLength, workspaces),
                workspaces);
    }

    private INDArray arrangedGradient(INDArray epsilon) {
        INDArray rows = StepOrder.flat(epsilon);
        int taken = steps.inputs().length;
        return StepOrder.scattered(rows, steps.outputs(), taken)
                .reshape('c', steps.batchSize(), steps.timeSteps(), rows.size(1));
    }

    private Pair<Gradient, INDArray> below(
            Pair<Gradient, INDArray> result, LayerWorkspaceMgr workspaces) {
        INDArray arranged = result.getSecond();
        if (arranged == null) {
            return result;
        }
        INDArray rows = StepOrder.flat(arranged);
        INDArray gradient = StepOrder.scattered(rows, steps.inputs(), steps.inputs().length);
        return new Pair<>(
                result.getFirst(),
                workspaces.leverageTo(
                        ArrayType.ACTIVATION_GRAD, gradient.reshape('c', arranged.shape())));
    }

    // Input, mask and state

    @Override
    public void setInput(INDArray x, LayerWorkspaceMgr workspaces) {
        input = x == null ? null : workspaces.leverageTo(ArrayType.INPUT, x);
    }

    @Override
    public INDArray input() {
        return input;
    }

    @Override
    public int getInputMiniBatchSize() {
        return input == null ? super.getInputMiniBatchSize() : (int) input.size(0);
    }

    @Override
    public void setMaskArray(INDArray mask) {
        this.mask = mask;
    }

    @Override
    public INDArray getMaskArray() {
        return mask;
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
            INDArray mask, MaskState state, int batchSize) {
        setMaskArray(mask);
        return new Pair<>(order.sequences() ? mask : null, state);
    }

    @Override
    public void clear() {
        super.clear();
        input = null;
        mask = null;
        steps = null;
    }

    @Override
    public Map<String, INDArray> rnnGetPreviousState() {
        return recurrent.rnnGetPreviousState();
    }

    @Override
    public void rnnSetPreviousState(Map<String, INDArray> state) {
        recurrent.rnnSetPreviousState(state);
    }

    @Override
    public void rnnClearPreviousState() {
        recurrent.rnnClearPreviousState();
    }

    @Override
    public Map<String, INDArray> rnnGetTBPTTState() {
        return recurrent.rnnGetTBPTTState();
    }

    @Override
    public void rnnSetTBPTTState(Map<String, INDArray> state) {
        recurrent.rnnSetTBPTTState(state);
    }
}
