package gradflow.flow;

import gradflow.flow.network.Batch;
import gradflow.flow.network.LastStepBatch;
import gradflow.flow.network.WatchedLayer;
import gradflow.flow.network.WatchedNetwork;
import gradflow.kernel.TimeStepGradients;
import gradflow.layer.TimeStepGradientListener;
import gradflow.probe.GradientRow;
import gradflow.probe.GradientRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of the loss at the last step, followed back through all steps in double precision,
 * on examples that never change. Only so does a lag mean the same for every network, whatever steps
 * its loss is at.
 */
final class Profile {
    private final WatchedNetwork twin;
    private final Directions directions;
    private final Batch lastStep;
    private final Batch firstStep;
    private final int steps;

    /**
     * A profile on a twin, which this object alone uses.
     *
     * @param batch the first that the network was shown
     */
    Profile(WatchedNetwork twin, Batch batch, int examples) {
        this.twin = twin;
        LastStepBatch kept = LastStepBatch.of(batch, examples, twin.timeIsLast());
        steps = kept.steps();
        lastStep = kept.batch().castTo(DataType.DOUBLE);
        boolean both = twin.layers().stream().anyMatch(WatchedLayer::isBidirectional);
        firstStep = both ? kept.atFirstStep(twin.timeIsLast()).castTo(DataType.DOUBLE) : null;
        directions = new Directions(twin);
    }

    /** Time steps up to the last one that counts. */
    int steps() {
        return steps;
    }

    /** The rows for these parameters, by layer and time step. */
    List<GradientRow> take(int iteration, INDArray parameters) {
        twin.model().setParams(parameters.castTo(DataType.DOUBLE));
        List<GradientRow> rows = pass(lastStep, iteration, false);
        if (firstStep != null) {
            rows.addAll(pass(firstStep, iteration, true));
        }
        return rows;
    }

    private List<GradientRow> pass(Batch batch, int iteration, boolean backward) {
        List<GradientRow> rows = new ArrayList<>();
        directions.restart();
        twin.pass(batch, new Collector(rows, iteration, backward));
        rows.sort(
                Comparator.comparingInt(GradientRow::layer)
                        .thenComparingInt(GradientRow::timeStep));
        return rows;
    }

    private final class Collector extends BaseTrainingListener implements TimeStepGradientListener {
        private final List<GradientRow> rows;
        private final int iteration;
        private final boolean backward;

        Collector(List<GradientRow> rows, int iteration, boolean backward) {
            this.rows = rows;
            this.iteration = iteration;
            this.backward = backward;
        }

        @Override
        public void onTimeStepGradients(Layer layer, TimeStepGradients gradients) {
            // Backward, the sequence's first step is the last of all, padding included.
            int count = backward ? gradients.timeSteps() : Math.min(steps, gradients.timeSteps());
            Loss loss = backward ? Loss.LAST_STEP_BACKWARD : Loss.LAST_STEP;
            directions
                    .next(layer)
                    .filter(shown -> shown.isBackward() == backward)
                    .ifPresent(
                            shown ->
                                    rows.addAll(
                                            GradientRows.of(
                                                    loss.runId(),
                                                    iteration,
                                                    shown.layer().number(),
                                                    gradients,
                                                    count,
                                                    ShareNorms.l2(gradients))));
        }
    }
}
