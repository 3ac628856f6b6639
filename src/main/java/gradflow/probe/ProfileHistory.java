package gradflow.probe;

import gradflow.model.settings.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** What is looked at at the updates that profiles are due at: before, in and after training. */
final class ProfileHistory {
    private final String runId;
    private final GradientProfile profile;
    private final TrainingProbe.Estimates estimates;
    private final TreeSet<Integer> due;
    private final List<GradientRow> gradientRows = new ArrayList<>();
    private final List<PathRow> pathRows = new ArrayList<>();
    private final List<BiasRow> biasRows = new ArrayList<>();

    ProfileHistory(
            String runId,
            TrainingSettings settings,
            GradientProfile profile,
            TrainingProbe.Estimates estimates) {
        this.runId = runId;
        this.profile = profile;
        this.estimates = estimates;
        due = new TreeSet<>(settings.watch().profileIterations());
        due.add(settings.iterations());
    }

    /** The updates, in their order; 0 is before the first. */
    List<Integer> due() {
        return List.copyOf(due);
    }

    /** Looks at the network after so many updates, if that is due. */
    void look(int updates, MultiLayerNetwork network) {
        if (due.contains(updates)) {
            estimates
                    .bias()
                    .ifPresent(
                            bias -> biasRows.addAll(bias.take(runId, updates, network.params())));
            estimates.dynamics().ifPresent(looking -> looking.take(runId, updates, network));
            gradientRows.addAll(profile.take(runId, updates, network.params()));
            pathRows.addAll(profile.paths());
        }
    }

    /** Looks at a network that ends here, unless it has been looked at. */
    void lookLast(int updates, MultiLayerNetwork network) {
        if (due.add(updates)) {
            look(updates, network);
        }
    }

    List<GradientRow> gradientRows() {
        return List.copyOf(gradientRows);
    }

    List<PathRow> pathRows() {
        return List.copyOf(pathRows);
    }

    List<BiasRow> biasRows() {
        return List.copyOf(biasRows);
    }
}
