package gradflow.flow;

import gradflow.flow.network.Batch;
import gradflow.flow.network.WatchedLayer;
import gradflow.flow.network.WatchedNetwork;
import gradflow.kernel.CellShape;
import gradflow.kernel.TimeStepNorms;
import gradflow.probe.FirstNonfinite;
import gradflow.probe.GradientRow;
import gradflow.probe.GradientRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one network from its first pass on, and keeps plain rows. */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final WatchedNetwork network;
    private final FlowSettings settings;
    private final Directions directions;
    private final Segments segments;
    private final UpdateNorms norms;
    private final Records records = new Records();
    private final Aside aside = new Aside();
    private Profile profile;
    private boolean profileFailed;
    private Batch batch;
    private int updates;
    private boolean due;

    Watch(WatchedNetwork network, FlowSettings settings) {
        this.network = network;
        this.settings = settings;
        directions = new Directions(network);
        segments = new Segments(network);
        norms = new UpdateNorms(network, settings);
    }

    WatchedNetwork network() {
        return network;
    }

    Segments segments() {
        return segments;
    }

    Records records() {
        return records;
    }

    int updates() {
        return updates;
    }

    /** Time steps up to the last with a loss, 0 if no gradient was followed back. */
    int profileSteps() {
        return profile == null ? 0 : profile.steps();
    }

    boolean isDue() {
        return due;
    }

    /** A training pass begins with these outputs of the layers. */
    void forward(List<INDArray> outputs) {
        due = settings.schedule().isDue(updates + 1) && records.divergedAt().isEmpty();
        directions.restart();
        if (!due) {
            return;
        }
        List<WatchedLayer> layers = network.layers();
        for (int i = 0; i < layers.size() - 1 && i < outputs.size(); i++) {
            INDArray output = outputs.get(i);
            if (output != null && settings.includes(i) && output.rank() <= 3) {
                records.unit(DeadUnits.row(updates, i, output, network.timeIsLast()));
            }
        }
    }

    /** Likewise, by the names of the layers. */
    void forward(Map<String, INDArray> outputs) {
        List<INDArray> inOrder = new ArrayList<>();
        for (WatchedLayer layer : network.layers()) {
            inOrder.add(outputs.get(layer.name()));
        }
        forward(inOrder);
    }

    void timeSteps(Layer layer, TimeStepNorms taken) {
        directions
                .next(layer)
                .filter(shown -> settings.includes(shown.layer().number()))
                .ifPresent(shown -> records.gradients(rows(shown, taken)));
    }

    private List<GradientRow> rows(Directions.Direction shown, TimeStepNorms taken) {
        Loss loss = shown.isBackward() ? Loss.TRAINING_BACKWARD : Loss.TRAINING;
        WatchedLayer layer = shown.layer();
        boolean hasCell = layer.shape().filter(CellShape::hasCellState).isPresent();
        return GradientRows.of(loss.runId(), updates, layer.number(), taken, hasCell);
    }

    void backward() {
        batch = network.batch();
        segments.pass(batch.features()[0]);
        if (due) {
            norms.raw();
        }
    }

    void gradient() {
        records.loss(updates + 1, network.model().score());
        if (records.divergedAt().isEmpty() && !isGradientFinite()) {
            diverge(placeInPass());
        }
        if (due) {
            norms.clipped();
        }
        followBack(due);
    }

    void updated() {
        updates++;
        if (records.divergedAt().isEmpty() && !areParametersFinite()) {
            diverge("update of " + norms.places().firstNonfinite(network.parameters()));
        }
        segments.ended();
        if (due) {
            records.parameters(norms.rows(updates));
        }
    }

    /** A pass was made to be looked at, and no update. */
    void onlyLooked() {
        records.parameters(norms.rowsWithoutUpdate());
    }

    /** The training is over. */
    void finish() {
        if (batch != null && !records.hasProfileAt(updates)) {
            followBack(true);
        }
        batch = null;
    }

    void end() {
        aside.close();
    }

    private void followBack(boolean now) {
        if (!now || profileFailed || records.divergedAt().isPresent()) {
            return;
        }
        Batch shown = profile == null ? batch.detached() : null;
        INDArray parameters = network.model().params().dup().detach();
        try {
            Supplier<WatchedNetwork> twin = profile == null ? network.twin() : null;
            List<GradientRow> rows =
                    aside.run(
                            () -> {
                                if (profile == null) {
                                    int examples = settings.profileExamples();
                                    profile = new Profile(twin.get(), shown, examples);
                                }
                                return profile.take(updates, parameters);
                            });
            records.gradients(rows.stream().filter(row -> settings.includes(row.layer())).toList());
        } catch (IllegalStateException notCopied) {
            // A vertex or layer that cannot be copied must not end the training that is watched.
            profileFailed = true;
            LOG.warn("the gradient cannot be followed back in a copy of the network", notCopied);
        }
    }

    private boolean isGradientFinite() {
        if (!Double.isFinite(network.model().score())) {
            return false;
        }
        INDArray gradient = network.model().gradient().gradient();
        // The sum of finite numbers may overflow: then all of them are looked at.
        return Double.isFinite(gradient.sumNumber().doubleValue())
                || FirstNonfinite.isFinite(gradient);
    }

    private boolean areParametersFinite() {
        INDArray parameters = network.model().params();
        return Double.isFinite(parameters.sumNumber().doubleValue())
                || FirstNonfinite.isFinite(parameters);
    }

    private String placeInPass() {
        String parameter = norms.places().firstNonfinite(network.gradients());
        Batch shown = batch.detached();
        Optional<String> place;
        try {
            Supplier<WatchedNetwork> copy = network.copy();
            place = aside.run(() -> PassAgain.firstNonfinite(copy.get(), shown, segments));
        } catch (IllegalStateException notCopied) {
            place = Optional.empty();
        }
        return place.orElse("backward pass, gradient of " + parameter);
    }

    private void diverge(String place) {
        records.diverge("iteration %d, %s".formatted(updates + 1, place));
    }
}
