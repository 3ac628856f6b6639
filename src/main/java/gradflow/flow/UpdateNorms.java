package gradflow.flow;

import gradflow.flow.network.WatchedNetwork;
import gradflow.probe.ParameterRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The norms of one update: of the raw gradient, the clipped one, the update, the parameters. */
final class UpdateNorms {
    private final WatchedNetwork network;
    private final ParameterPlaces places;
    private final ClippedNorms clippedNorms;
    private double[] raw = {};
    private double[] clipped = {};

    UpdateNorms(WatchedNetwork network, FlowSettings settings) {
        this.network = network;
        places = new ParameterPlaces(network, settings);
        clippedNorms = new ClippedNorms(places);
    }

    ParameterPlaces places() {
        return places;
    }

    /** The backward pass has been made; other listeners may change its gradient after that. */
    void raw() {
        raw = places.norms(network.gradients());
        int batchSize = network.model().batchSize();
        for (int i = 0; i < raw.length; i++) {
            raw[i] /= batchSize;
        }
    }

    /** The optimiser is about to take the gradient. */
    void clipped() {
        clipped = clippedNorms.of(network.gradients(), network.model().batchSize());
    }

    /** The update has been made. */
    List<ParameterRow> rows(int update) {
        // The updater works in place: what was the gradient is now the update.
        return rows(update, places.norms(network.gradients()));
    }

    /** No update is made. */
    List<ParameterRow> rowsWithoutUpdate() {
        double[] none = new double[raw.length];
        Arrays.fill(none, Double.NaN);
        return rows(0, none);
    }

    private List<ParameterRow> rows(int update, double... updates) {
        double[] parameters = places.norms(network.parameters());
        List<ParameterRow> rows = new ArrayList<>();
        for (int i = 0; i < raw.length; i++) {
            ParameterPlaces.Place place = places.all().get(i);
            rows.add(
                    new ParameterRow(
                            Loss.TRAINING.runId(),
                            update,
                            place.layer().number(),
                            place.parameter(),
                            place.gate(),
                            raw[i],
                            clipped[i],
                            updates[i],
                            parameters[i]));
        }
        return rows;
    }
}
