package gradflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import gradflow.report.figure.Figures;
import gradflow.results.ResultsFolder;
import gradflow.results.StoredResults;
import gradflow.results.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that results had not from the beginning: curves, moments, predictions. */
class NewColumnsTest {
    private static final List<String> RUNS = List.of("GRU_seed1", "GRU_seed2", "LSTM_seed1");
    @TempDir Path root;

    private static List<List<Object>> runs() {
        List<List<Object>> rows = new ArrayList<>();
        for (String run : RUNS) {
            String[] parts = run.split("_", 2);
            rows.add(List.of(run, parts[0], 1, "unsolved", 30, "", 0.5));
        }
        return rows;
    }

    private List<Drawing> figures(Table... more) throws IOException {
        List<Table> tables = new ArrayList<>();
        tables.add(
                new Table(
                        "runs.csv",
                        List.of(
                                "run_id",
                                "cell",
                                "seed",
                                "status",
                                "iterations",
                                "iterations_to_solve",
                                "test_loss"),
                        runs()));
        tables.addAll(List.of(more));
        Map<String, Object> facts =
                Map.of(
                        "name",
                        "new",
                        "experiment",
                        Map.of("grid", List.of(Map.of("cell", List.of("GRU", "LSTM")))));
        try (ResultsFolder folder = ResultsFolder.open(root, "new")) {
            folder.write(tables, facts, Reports::files);
        }
        assertThat(root.resolve("new/report.html")).exists();
        return Figures.of(new ReportFolder(StoredResults.open(root.resolve("new"))));
    }

    private static Drawing figure(List<Drawing> figures, String id) {
        return figures.stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
    }

    /** The median over two seeds of a cell is the mean of both. */
    @Test
    void curvesAreMediansOverTheSeeds() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        double loss = 1;
        for (String run : RUNS) {
            for (int iteration = 0; iteration <= 30; iteration += 10) {
                rows.add(
                        List.of(
                                run,
                                run.split("_", 2)[0],
                                "adding",
                                iteration,
                                iteration * 32,
                                loss,
                                2 * loss,
                                0.25,
                                0.1,
                                false,
                                0.01));
            }
            loss += 2;
        }
        List<Drawing> figures =
                figures(
                        new Table(
                                "curves.csv",
                                List.of(
                                        "run_id",
                                        "cell",
                                        "task",
                                        "iteration",
                                        "sequences",
                                        "train_loss",
                                        "validation_loss",
                                        "validation_metric",
                                        "gradient_l2",
                                        "clipped",
                                        "learning_rate"),
                                rows));
        JsonNode curves = figure(figures, "learning-curves").data().get("rows").json();
        assertThat(curves.at("/cell/d/0").asText()).isEqualTo("GRU");
        assertThat(curves.at("/measure/d/0").asText()).isEqualTo("loss on validation data");
        assertThat(curves.at("/value/v/0").asDouble()).isEqualTo(4);
        assertThat(curves.at("/low/v/0").asDouble()).isEqualTo(2);
        assertThat(curves.at("/high/v/0").asDouble()).isEqualTo(6);
        assertThat(figure(figures, "learning-metric").data().get("rows").size()).isEqualTo(8);
    }

    @Test
    void momentsThatAreNamedAreTakenAsTheyAre() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (String run : RUNS) {
            List<Object> moments = List.of("before", "during", "after");
            for (int moment = 0; moment < moments.size(); moment++) {
                for (int lag = 0; lag < 3; lag++) {
                    rows.add(
                            List.of(
                                    run,
                                    run.split("_", 2)[0],
                                    "adding",
                                    moments.get(moment),
                                    7 * moment,
                                    0,
                                    3 - lag,
                                    lag,
                                    1.0 / (1 + lag)));
                }
            }
        }
        List<Drawing> figures =
                figures(
                        new Table(
                                "gradients.csv",
                                List.of(
                                        "run_id",
                                        "cell",
                                        "task",
                                        "moment",
                                        "iteration",
                                        "layer",
                                        "time_step",
                                        "lag",
                                        "grad_hidden_l2"),
                                rows));
        Drawing profile = figure(figures, "gradient-over-lag");
        assertThat(profile.specification().findValue("params").toString())
                .contains("[\"before training\",\"after 7 updates\",\"after training\"]");
        assertThat(profile.caption()).contains("Before training, 2 steps back: All alike: 0.333.");
    }

    @Test
    void forecastsStandBesideTheTruth() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (String run : RUNS) {
            for (int step = 0; step < 4; step++) {
                rows.add(List.of(run, 1, step, 10.0 + step, 11.0 + step, ""));
                // A class is told with its probability; it has no place on this axis.
                rows.add(List.of(run, 2, step, "cat", "dog", 0.5));
            }
        }
        List<Drawing> figures =
                figures(
                        new Table(
                                "predictions.csv",
                                List.of(
                                        "run_id",
                                        "example",
                                        "time_step",
                                        "truth",
                                        "prediction",
                                        "probability"),
                                rows));
        Drawing forecast = figure(figures, "forecast");
        assertThat(forecast.data().get("truth").size()).isEqualTo(4);
        assertThat(forecast.data().get("rows").size()).isEqualTo(8);
    }

    @Test
    void signalAndNoiseHaveAMomentAndALag() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (String run : RUNS) {
            for (String moment : List.of("before", "after")) {
                for (int lag = 0; lag < 3; lag++) {
                    double ratio = (moment.equals("before") ? 4.0 : 2.0) / (1 + lag);
                    int iteration = moment.equals("before") ? 0 : 30;
                    rows.add(List.of(run, iteration, lag, 1.0, 1.0, ratio / 2, ratio, moment));
                }
            }
        }
        List<Drawing> figures =
                figures(
                        new Table(
                                "noise.csv",
                                List.of(
                                        "run_id",
                                        "iteration",
                                        "lag",
                                        "signal_l2",
                                        "noise_l2",
                                        "signal_to_noise",
                                        "batch_signal_to_noise",
                                        "moment"),
                                rows));
        JsonNode noise = figure(figures, "noise-over-lag").data().get("rows").json();
        assertThat(noise.at("/measure/d/0").asText())
                .isEqualTo("signal over noise of a batch: before training");
        assertThat(noise.at("/measure/d").toString()).contains("of a sequence: after training");
        assertThat(noise.at("/value/v/0").asDouble()).isEqualTo(4);
    }

    /** What is not above 0 has no place on a logarithmic axis. */
    @Test
    void sharpnessIsDrawnOverTheUpdatesWhereItIsAboveZero() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        for (String run : RUNS) {
            rows.add(List.of(run, 0, -1.0, "", ""));
            rows.add(List.of(run, 10, 40.0, 0.5, ""));
            rows.add(List.of(run, 30, 80.0, 1.25, ""));
        }
        List<Drawing> figures =
                figures(
                        new Table(
                                "sharpness.csv",
                                List.of(
                                        "run_id",
                                        "iteration",
                                        "sharpness",
                                        "over_threshold",
                                        "preconditioned_sharpness"),
                                rows));
        Drawing sharpness = figure(figures, "sharpness");
        JsonNode data = sharpness.data().get("rows").json();
        assertThat(data.at("/iteration/v").toString()).isEqualTo("[10,10,30,30,10,10,30,30]");
        assertThat(data.at("/value/v").toString()).contains("0.5", "1.25", "40", "80");
        assertThat(sharpness.specification().findValue("params").toString())
                .contains("sharpness over the edge of stability");
    }
}
