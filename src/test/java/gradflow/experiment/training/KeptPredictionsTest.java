package gradflow.experiment.training;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Outcome;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import gradflow.results.Columns;
import gradflow.results.ResultsFolder;
import gradflow.results.Table;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a training beside its numbers: predictions.csv and networks. */
class KeptPredictionsTest {
    private static final Path DATA = Path.of("data");
    private static final String SMALL =
            "hiddenSize: 3, batchSize: 2, sequences: 4, evaluations: 1, profileIterations: []";
    @TempDir Path folder;

    private static Conclusion conclude(ExperimentSpec spec) {
        TrainingExperiment experiment = new TrainingExperiment(DATA);
        experiment.prepare(spec);
        List<Outcome> outcomes = new ArrayList<>();
        spec.runs().forEach(run -> outcomes.add(experiment.run(run)));
        return experiment.conclude(spec, outcomes);
    }

    private static Table table(Conclusion conclusion, String file) {
        return conclusion.tables().stream()
                .filter(table -> table.fileName().equals(file))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> files(Conclusion conclusion) {
        return conclusion.tables().stream().map(Table::fileName).collect(Collectors.toSet());
    }

    /** The network that is read from the results tells what predictions.csv says. */
    @Test
    void aTablesClassesAreToldAndTheNetworkIsReadAgain() throws Exception {
        String gestures =
                "task: csv, dataPath: data/examples/gestures.csv, sequenceColumn: recording, timeColumn: time, labelColumns: gesture, sequenceLength: 12, saveModel: true, "
                        + SMALL;
        ExperimentSpec spec = Specs.of("fixed: {" + gestures + "}\ngrid: [{cell: [GRU]}]\n");
        Conclusion conclusion = conclude(spec);
        Table predictions = table(conclusion, "predictions.csv");
        assertThat(predictions.columns())
                .containsExactly(
                        "run_id",
                        "example",
                        "sequence",
                        "time",
                        "time_step",
                        "output",
                        "truth",
                        "prediction",
                        "probability",
                        "reference_prediction");
        // Nine test recordings of each of two seeds.
        assertThat(predictions.rows()).hasSize(18);
        try (ResultsFolder results = ResultsFolder.open(folder, "mine")) {
            results.write(conclusion.tables(), Map.of("experiment", "mine"));
        }
        Path zip = folder.resolve("mine/network-GRU.zip");
        assertThat(Files.readString(folder.resolve("mine/manifest.json")))
                .contains("network-GRU.zip");
        MultiLayerNetwork network = MultiLayerNetwork.load(zip.toFile(), false);
        Task task = Tasks.create(spec.runs().get(0).settings(TrainingSettings.class).data(), DATA);
        List<List<Object>> told =
                Predictions.of(spec.runs().get(0).runId(), network, task).stream()
                        .map(Columns::values)
                        .toList();
        assertThat(told).hasToString(predictions.rows().subList(0, 9).toString());

        Conclusion again = conclude(spec);
        try (ResultsFolder results = ResultsFolder.open(folder, "again")) {
            results.write(again.tables(), Map.of("experiment", "mine"));
        }
        assertThat(folder.resolve("again/network-GRU.zip")).hasSameBinaryContentAs(zip);
        assertThat(table(conclusion, "columns.csv").rows().get(2).subList(1, 4))
                .isEqualTo(List.of("class", 1, "circle"));
    }

    /** Numbers are in the unit of the data; the time is that of the value that is told. */
    @Test
    void forecastsAreToldInTheirUnit() {
        ExperimentSpec spec =
                Specs.of(
                        "fixed: {task: forecast, dataPath: data/examples/weather.csv, timeColumn: hour, labelColumns: temperature, fillMissing: previous, sequenceLength: 24, "
                                + SMALL
                                + "}\ngrid: [{cell: [GRU]}]\n");
        Table predictions = table(conclude(spec), "predictions.csv");
        List<Object> first = predictions.rows().get(0);
        assertThat(first.subList(2, 6))
                .isEqualTo(List.of("", "2024-01-18 07:00:00", 7L, "temperature"));
        assertThat(first.get(6)).isEqualTo(6.9);
        assertThat(first.get(8)).isNull();
    }

    /** An emoji is two chars: a half of it would be no character. */
    @Test
    void writtenTextIsOfWholeCharacters() throws Exception {
        Path text = folder.resolve("faces.txt");
        Files.writeString(text, "\uD83D\uDE00\uD83D\uDE01\n".repeat(300));
        ExperimentSpec spec =
                Specs.of(
                        "fixed: {task: characters, dataPath: '%s', sequenceLength: 9, sampleLength: 60, %s}\ngrid: [{cell: [GRU]}]\n"
                                .formatted(text, SMALL));
        Table samples = table(conclude(spec), "samples.csv");
        String written = (String) samples.rows().get(0).get(samples.columns().indexOf("text"));
        assertThat(written.codePoints())
                .hasSize(60)
                .isSubsetOf(List.of(0x1F600, 0x1F601, (int) '\n', 0xFFFD))
                .contains(0x1F600, 0x1F601);
    }

    @Test
    void otherTasksTellNothingUnlessTheyAreAsked() {
        String recall = "task: recall, sequenceLength: 3, detailSeeds: 1, " + SMALL;
        String grid = "}\ngrid: [{cell: [GRU]}]\n";
        assertThat(files(conclude(Specs.of("fixed: {" + recall + grid))))
                .doesNotContain("predictions.csv", "columns.csv", "network-GRU.zip");
        Table predictions =
                table(
                        conclude(Specs.of("fixed: {predictions: true, " + recall + grid)),
                        "predictions.csv");
        assertThat(predictions.rows()).hasSize(256);
        assertThat(predictions.rows()).allMatch(row -> row.get(0).equals("GRU_seed1"));
        assertThat(predictions.rows()).allMatch(row -> row.get(4).equals(3L));
    }

    /** Of thousands of labelled steps whole examples are left out, evenly. */
    @Test
    void aRunTellsNoMoreThanAThousandRows() {
        ExperimentSpec spec =
                Specs.of(
                        "fixed: {predictions: true, task: copy-memory, sequenceLength: 21, detailSeeds: 1, "
                                + SMALL
                                + "}\ngrid: [{cell: [GRU]}]\n");
        Table predictions = table(conclude(spec), "predictions.csv");
        assertThat(predictions.rows())
                .hasSizeBetween(Predictions.MOST_ROWS * 4 / 5, Predictions.MOST_ROWS);
        List<Long> examples =
                predictions.rows().stream().map(row -> (Long) row.get(1)).distinct().toList();
        long stride = examples.get(1) - 1;
        assertThat(stride).isGreaterThan(1);
        for (int i = 0; i < examples.size(); i++) {
            assertThat(examples.get(i)).isEqualTo(1 + i * stride);
        }
    }
}
