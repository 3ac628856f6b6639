package gradflow.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The norms of a run's parameters, gradients and updates at the updates that they are due. The
 * gradient is asked for raw, then clipped, then as the update that the optimiser made of it.
 */
final class ParameterHistory {
    private final String runId;
    private final ParameterNorms norms;
    private final TreeSet<Integer> due = new TreeSet<>();
    private final List<ParameterRow> rows = new ArrayList<>();
    private double[] raw;
    private double[] clipped;

    ParameterHistory(String runId, ParameterNorms norms) {
        this.runId = runId;
        this.norms = norms;
    }

    /** Has the norms taken at an update, from 1 on. */
    void addDue(int update) {
        due.add(update);
    }

    /** Before the gradient is clipped. */
    void raw(int update, MultiLayerNetwork network) {
        if (due.contains(update)) {
            raw = meanOverBatch(network);
        }
    }

    /** After that, before noise is added. */
    void clipped(int update, MultiLayerNetwork network) {
        if (due.contains(update)) {
            clipped = meanOverBatch(network);
        }
    }

    private double[] meanOverBatch(MultiLayerNetwork network) {
        double[] means = norms.ofGradient(network);
        int batchSize = network.batchSize();
        for (int i = 0; i < means.length; i++) {
            means[i] /= batchSize;
        }
        return means;
    }

    /** After the update. */
    void updated(int update, MultiLayerNetwork network) {
        if (!due.contains(update)) {
            return;
        }
        List<ParameterNorms.Place> places = norms.places(network);
        // The updater works in place: what was the gradient is now the update.
        double[] updates = norms.ofGradient(network);
        double[] parameters = norms.ofParameters(network);
        for (int i = 0; i < updates.length; i++) {
            ParameterNorms.Place place = places.get(i);
            rows.add(
                    new ParameterRow(
                            runId,
                            update,
                            place.layer(),
                            place.parameter(),
                            place.gate(),
                            raw[i],
                            clipped[i],
                            updates[i],
                            parameters[i]));
        }
    }

    /** By update, layer, parameter and gate. */
    List<ParameterRow> rows() {
        return List.copyOf(rows);
    }
}
