package gradflow.experiment.vectors;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs one of our layers on reference vectors, segment by segment, the state carried over. */
final class VectorCheck {
    private final VectorFile file;
    private final DataType dataType;
    private final RecurrentLayer layer;
    private final GradientsAtSteps gradientsAtSteps = new GradientsAtSteps();

    private VectorCheck(VectorFile file, DataType dataType) {
        this.file = file;
        this.dataType = dataType;
        layer = layer();
        layer.setListeners(gradientsAtSteps);
        VectorParameters.of(file).forEach((name, values) -> layer.getParam(name).assign(values));
    }

    static VectorErrors errors(VectorFile file, DataType dataType) {
        return new VectorCheck(file, dataType).errors();
    }

    /** Keeps ∂L/∂h of a segment, which is [T, B, H]. */
    private static final class GradientsAtSteps extends BaseTrainingListener
            implements TimeStepGradientListener {
        private INDArray hidden;

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            hidden = gradients.hidden().permute(1, 2, 0).dup();
        }
    }

    /** A layer outside any network. */
    private RecurrentLayer layer() {
        NeuralNetConfiguration conf = new NeuralNetConfiguration();
        conf.setLayer(file.cell().builder().nIn(file.x().size(2)).nOut(file.h().size(2)).build());
        long length = conf.getLayer().initializer().numParams(conf);
        INDArray params = Nd4j.zeros(dataType, 1, length);
        Layer made = conf.getLayer().instantiate(conf, null, 0, params, false, dataType);
        made.setBackpropGradientsViewArray(Nd4j.zeros(dataType, 1, length));
        return (RecurrentLayer) made;
    }

    private VectorErrors errors() {
        layer.rnnSetTBPTTState(initialState());
        double outputs = 0;
        double timeSteps = 0;
        List<Double> parameters = new ArrayList<>();
        int from = 0;
        for (int segment = 0; segment < file.segmentLengths().size(); segment++) {
            int to = from + file.segmentLengths().get(segment);
            LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
            INDArray x = steps(file.x(), from, to).castTo(dataType);
            INDArray h = layer.rnnActivateUsingStoredState(x, true, true, none);
            outputs = Math.max(outputs, RelativeError.byStep(h, steps(file.h(), from, to)));
            INDArray epsilon = steps(file.lossWeights(), from, to).castTo(dataType);
            Pair<Gradient, INDArray> gradients =
                    layer.tbpttBackpropGradient(epsilon, to - from, none);
            parameters.add(parameterError(gradients.getFirst(), segment));
            timeSteps = Math.max(timeSteps, stepError(gradients.getSecond(), from, to));
            from = to;
        }
        if (file.cLast() != null) {
            INDArray cell = layer.rnnGetTBPTTState().get("prevMem");
            outputs = Math.max(outputs, RelativeError.of(cell, file.cLast()));
        }
        return new VectorErrors(dataType, outputs, parameters, timeSteps);
    }

    private Map<String, INDArray> initialState() {
        Map<String, INDArray> state = new HashMap<>();
        state.put("prevAct", initial(file.h0()));
        if (file.cell().shape().hasCellState()) {
            state.put("prevMem", initial(file.c0()));
        }
        return state;
    }

    private INDArray initial(INDArray given) {
        return given == null
                ? Nd4j.zeros(dataType, file.h().size(0), file.h().size(2))
                : given.castTo(dataType);
    }

    private double parameterError(Gradient gradient, int segment) {
        Map<String, INDArray> expected = VectorParameters.gradients(file, segment);
        double worst = 0;
        for (Map.Entry<String, INDArray> parameter : expected.entrySet()) {
            INDArray ours = gradient.getGradientFor(parameter.getKey());
            worst = Math.max(worst, RelativeError.of(ours, parameter.getValue()));
        }
        return worst;
    }

    private double stepError(INDArray gradX, int from, int to) {
        return Math.max(
                RelativeError.byStep(gradX, steps(file.gradX(), from, to)),
                RelativeError.byStep(gradientsAtSteps.hidden, steps(file.gradH(), from, to)));
    }

    /** Steps from … to − 1 of a file's [B, T, size], in DL4J's layout [B, size, T]. */
    private static INDArray steps(INDArray sequence, int from, int to) {
        return sequence.get(all(), interval(from, to), all()).permute(0, 2, 1).dup();
    }
}
