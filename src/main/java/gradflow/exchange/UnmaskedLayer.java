package gradflow.exchange;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layer behind {@link Unmasked}. */
final class UnmaskedLayer extends BaseWrapperLayer {
    private static final long serialVersionUID = 1L;

    private final boolean stepwise;
    private transient long[] shape;

    UnmaskedLayer(Layer underlying, boolean stepwise) {
        super(underlying);
        this.stepwise = stepwise;
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
        shape = input == null ? null : input.shape();
        super.setInput(isSequence() ? flat(input) : input, workspaces);
    }

    private boolean isSequence() {
        return stepwise && shape != null && shape.length == 3;
    }

    /** Outside of workspaces, for the layer below keeps its own in another one. */
    private static INDArray flat(INDArray sequence) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return StepOrder.flat(sequence);
        }
    }

    private INDArray steps(INDArray flat, ArrayType type, LayerWorkspaceMgr workspaces) {
        INDArray steps = flat.dup('c').reshape('c', shape[0], shape[1], flat.size(1));
        return workspaces.leverageTo(type, steps);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray output = super.activate(training, workspaces);
        return isSequence() ? steps(output, ArrayType.ACTIVATIONS, workspaces) : output;
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
        setInput(input, workspaces);
        return activate(training, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (!isSequence()) {
            return super.backpropGradient(epsilon, workspaces);
        }
        Pair<Gradient, INDArray> result = super.backpropGradient(flat(epsilon), workspaces);
        return new Pair<>(
                result.getFirst(),
                steps(result.getSecond(), ArrayType.ACTIVATION_GRAD, workspaces));
    }

    @Override
    public void setMaskArray(INDArray mask) {
        // Not for the layer.
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
            INDArray mask, MaskState state, int batchSize) {
        return new Pair<>(mask, state);
    }
}
