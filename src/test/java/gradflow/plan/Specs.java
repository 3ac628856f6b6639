package gradflow.plan;

import gradflow.model.settings.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Experiments written in tests. */
public final class Specs {
    /** The keys that every file needs; the grid comes last, so that more settings may precede. */
    public static final String HEAD = "question: is this a test?\ntype: training\nseeds: [1, 2]\n";

    public static final String GRID = "grid:\n  - cell: [LSTM, GRU]\n  - hiddenSize: [3, 4]\n";

    private Specs() {}

    static ExperimentReader reader(Path folder) {
        return new ExperimentReader(
                folder,
                List.of(
                        new ExperimentType(
                                "training",
                                TrainingSettings.DEFAULTS,
                                List.of(
                                        "test_loss",
                                        "decay_per_step",
                                        "test_metric",
                                        "gradient_horizon",
                                        "solved_on_test"))));
    }

    /** An experiment of the kind training: question, type and seeds are given, the rest is not. */
    public static ExperimentSpec of(String body) {
        return of(HEAD + body, false, Overrides.NONE);
    }

    /** Settings of the kind training: {@code task: adding, hiddenSize: 3}, the cell apart. */
    public static TrainingSettings settings(String cell, String fixed) {
        return of("fixed: {" + fixed + "}\ngrid: [{cell: [" + cell + "]}]\n")
                .runs()
                .get(0)
                .settings(TrainingSettings.class);
    }

    /** A whole file, with or without its quick block. */
    public static ExperimentSpec of(String text, boolean quick, Overrides overrides) {
        try {
            Path folder = Files.createTempDirectory("experiments");
            Path file = Files.writeString(folder.resolve("test.yaml"), text);
            try {
                return reader(folder).read("test", quick, overrides);
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }
}
