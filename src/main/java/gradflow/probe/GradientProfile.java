package gradflow.probe;

import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Takes the gradient at every time step of every layer, for given parameters: in double precision,
 * through all time steps, on one batch that never changes. Of two directions the forward one.
 */
public final class GradientProfile {
    private final MultiLayerNetwork twin;
    private final DataSet batch;
    private final Collector collector = new Collector();

    /**
     * A profile on a network of its own.
     *
     * @param twin a network in DOUBLE without truncation; this object alone uses it
     * @param batch features [B, I, T] with the loss at the last step
     */
    public GradientProfile(MultiLayerNetwork twin, DataSet batch) {
        this.twin = twin;
        this.batch =
                new DataSet(
                        batch.getFeatures().castTo(DataType.DOUBLE),
                        batch.getLabels().castTo(DataType.DOUBLE),
                        null,
                        batch.getLabelsMaskArray().castTo(DataType.DOUBLE));
        twin.setListeners(collector);
    }

    /**
     * The rows for these parameters, by layer and then by time step.
     *
     * @param parameters of a network of the twin's shape, of any dtype
     * @return one for each layer and time step
     */
    public List<GradientRow> take(String runId, int iteration, INDArray parameters) {
        twin.setParams(parameters.castTo(DataType.DOUBLE));
        collector.start(runId, iteration);
        twin.setInput(batch.getFeatures());
        twin.setLabels(batch.getLabels());
        twin.setLayerMaskArrays(null, batch.getLabelsMaskArray());
        twin.computeGradientAndScore();
        twin.clear();
        return collector.rows();
    }

    /**
     * The last profile's path along the kept state, apart from all other paths.
     *
     * @return one for each layer and time step that has such a path
     */
    public List<PathRow> paths() {
        return collector.paths();
    }

    private static final class Collector extends BaseTrainingListener
            implements TimeStepGradientListener {
        private final List<GradientRow> rows = new ArrayList<>();
        private final List<PathRow> paths = new ArrayList<>();
        private final Set<Integer> seen = new HashSet<>();
        private String runId;
        private int iteration;

        void start(String run, int afterIteration) {
            rows.clear();
            paths.clear();
            seen.clear();
            runId = run;
            iteration = afterIteration;
        }

        List<GradientRow> rows() {
            rows.sort(
                    Comparator.comparingInt(GradientRow::layer)
                            .thenComparingInt(GradientRow::timeStep));
            return List.copyOf(rows);
        }

        List<PathRow> paths() {
            return List.copyOf(paths);
        }

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            if (!seen.add(layer.getIndex())) {
                // The backward direction, whose steps are those of the reversed sequence.
                return;
            }
            paths.addAll(CarryPath.rows(runId, iteration, layer, gradients));
            rows.addAll(
                    GradientRows.of(
                            runId,
                            iteration,
                            layer.getIndex(),
                            gradients,
                            gradients.timeSteps(),
                            WeightShares.l2(gradients)));
        }
    }
}
