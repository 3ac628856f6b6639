package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.results.StoredResults;
import gradflow.results.schema.TableCheck;
import gradflow.results.schema.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A whole contest of cells and mitigations with a tuned learning rate, twice. */
@TestInstance(Lifecycle.PER_CLASS)
class TrainingSheetTest {
    private static final String SHEET =
            """
            question: is this a test?
            type: training
            fixed: {task: adding, sequenceLength: 8, hiddenSize: 3, sizing: equal-parameters,
                    batchSize: 8, sequences: 32, evaluations: 2, profileIterations: [0, 2],
                    profileExamples: 4, detailSeeds: 1, keepBest: true}
            grid:
              - cell: [SimpleRnn, LSTM]
              - mitigation: [none, chrono]
            nuisance: {learningRate: [0.01, 0.1]}
            seeds: [1, 2]
            baseline: {mitigation: none}
            """;

    /** Of time and of where it ran; all other files are the same in every run. */
    private static final List<String> OF_THIS_RUN =
            List.of("report.html", "timings.csv", "manifest.json");

    private Path one;
    private Path two;
    private String console;

    @BeforeAll
    void runTwice(@TempDir Path folder) throws Exception {
        Path sheet = Files.writeString(folder.resolve("sheet.yaml"), SHEET);
        one = run(sheet, folder.resolve("one"), "1");
        two = run(sheet, folder.resolve("two"), "2");
    }

    private Path run(Path sheet, Path out, String workers) throws InterruptedException {
        Properties properties = new Properties();
        properties.setProperty("spec", sheet.toString());
        properties.setProperty("out", out.toString());
        properties.setProperty("workers", workers);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int status = Main.run(properties, printed, printed);
        console = bytes.toString(StandardCharsets.UTF_8);
        assertThat(status).as(console).isZero();
        return out.resolve("sheet");
    }

    private static List<String> names(Path results) throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private String header(String file) throws IOException {
        return Files.readAllLines(one.resolve(file)).get(0);
    }

    /** Each row by its columns; no field here holds a comma. */
    private List<Map<String, String>> rows(String file) throws IOException {
        List<String> lines = Files.readAllLines(one.resolve(file));
        String[] columns = lines.get(0).split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            assertThat(values).as(line).hasSameSizeAs(columns);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.length; i++) {
                row.put(columns[i], values[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    @Test
    void everyRerunHasTheSameBytes() throws IOException {
        assertThat(names(one))
                .isEqualTo(names(two))
                .containsExactly(
                        "croissant.json",
                        "curves.csv",
                        "datapackage.json",
                        "gradients.csv",
                        "horizon.csv",
                        "improvement.csv",
                        "left_out.csv",
                        "manifest.json",
                        "parameters.csv",
                        "paths.csv",
                        "ranking.csv",
                        "reach.csv",
                        "references.csv",
                        "report.html",
                        "runs.csv",
                        "summary.csv",
                        "timings.csv");
        for (String file : names(one)) {
            if (!OF_THIS_RUN.contains(file)) {
                assertThat(one.resolve(file)).hasSameBinaryContentAs(two.resolve(file));
                assertThat(Files.readAllLines(one.resolve(file))).hasSizeGreaterThan(1);
            }
        }
    }

    @Test
    void everyFileIsAsItIsDeclared() throws IOException {
        StoredResults results = StoredResults.open(one);
        for (String file : names(one)) {
            if (file.endsWith(".csv")) {
                assertThat(TableSchema.of(file, results)).as(file).isPresent();
                assertThat(TableCheck.problem(results, file, results.table(file)))
                        .as(file)
                        .isEmpty();
            }
        }
    }

    @Test
    void theColumnsAreTheDocumentedOnes() throws IOException {
        assertThat(header("runs.csv"))
                .isEqualTo(
                        "run_id,cell,mitigation,learning_rate,seed,status,iterations,"
                                + "iterations_to_solve,test_loss,test_metric,metric_name,"
                                + "chance_level,gradient_horizon,decay_per_step,"
                                + "final_gradient_horizon,final_decay_per_step,carry_horizon,"
                                + "carry_decay_per_step,final_carry_horizon,"
                                + "final_carry_decay_per_step,clip_rate,validation_loss,"
                                + "validation_metric,hidden_size,parameters,solved_on_test,"
                                + "reach8,reach32,reach_last,final_reach8,final_reach32,"
                                + "final_reach_last,chosen,failure");
        assertThat(header("summary.csv"))
                .isEqualTo(
                        "condition,cell,mitigation,chosen_learning_rate,runs,solved,unsolved,"
                                + "diverged,failed,solve_rate,solve_rate_low,solve_rate_high,"
                                + "iterations_to_solve_median,mean_budget_share,test_loss_iqm,"
                                + "test_loss_iqm_low,test_loss_iqm_high,test_metric_median,"
                                + "chance_level,hidden_size,parameters,gradient_horizon_median,"
                                + "decay_per_step_median,final_gradient_horizon_median,"
                                + "final_decay_per_step_median,baseline,p_value,p_value_holm,"
                                + "cliffs_delta,cliffs_delta_low,cliffs_delta_high");
        assertThat(header("ranking.csv"))
                .isEqualTo(
                        "place,cell,mitigation,blocks,mean_rank,runs,solved,solve_rate,"
                                + "solve_rate_low,solve_rate_high,mean_budget_share,p_value,"
                                + "p_value_holm,cliffs_delta,cliffs_delta_low,cliffs_delta_high");
        assertThat(header("horizon.csv"))
                .isEqualTo(
                        "task,sequence_length,classes,cell,runs,solved,spearman_rho,spearman_rho_low,"
                                + "spearman_rho_high,at_ceiling");
        assertThat(header("left_out.csv")).isEqualTo("condition,reason");
        assertThat(header("references.csv"))
                .isEqualTo(
                        "task,sequence_length,classes,reference,test_loss,test_metric,metric_name");
    }

    /** There is one block here, so that it is Cliff's delta in other words. */
    @Test
    void improvementIsOverTheBaselineOfEachContender() throws IOException {
        assertThat(header("improvement.csv"))
                .isEqualTo(
                        "contender,cell,block,baseline,blocks,runs,baseline_runs,improvement,"
                                + "improvement_low,improvement_high");
        List<Map<String, String>> compared =
                rows("summary.csv").stream().filter(row -> !row.get("baseline").isEmpty()).toList();
        List<Map<String, String>> improvements = rows("improvement.csv");
        assertThat(improvements).hasSameSizeAs(compared).isNotEmpty();
        for (int i = 0; i < compared.size(); i++) {
            assertThat(improvements.get(i).get("cell")).isEqualTo(compared.get(i).get("cell"));
            assertThat(improvements.get(i).get("block")).isEqualTo("all");
            assertThat(improvements.get(i).get("baseline_runs")).isEqualTo("2");
            double delta = Double.parseDouble(compared.get(i).get("cliffs_delta"));
            assertThat(Double.parseDouble(improvements.get(i).get("improvement")))
                    .isEqualTo((1 - delta) / 2);
        }
    }

    @Test
    void everyConditionHasItsRunsAndOneChosenLearningRate() throws IOException {
        List<Map<String, String>> runs = rows("runs.csv");
        // Three conditions, two learning rates, two seeds.
        assertThat(runs).hasSize(3 * 2 * 2);
        Map<String, List<Map<String, String>>> conditions =
                runs.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.get("cell") + "_" + row.get("mitigation")));
        assertThat(conditions.keySet())
                .containsExactlyInAnyOrder("SimpleRnn_none", "LSTM_none", "LSTM_chrono");
        Map<String, String> chosen = new LinkedHashMap<>();
        conditions.forEach(
                (condition, members) -> {
                    assertThat(members)
                            .extracting(row -> row.get("status"))
                            .containsOnly("unsolved");
                    List<Map<String, String>> kept =
                            members.stream()
                                    .filter(row -> row.get("chosen").equals("true"))
                                    .toList();
                    assertThat(kept).extracting(row -> row.get("seed")).containsExactly("1", "2");
                    assertThat(kept.get(0).get("learning_rate"))
                            .isEqualTo(kept.get(1).get("learning_rate"));
                    chosen.put(condition, kept.get(0).get("learning_rate"));
                    // By the mean validation loss; of two seeds that is the interquartile mean.
                    assertThat(loss(members, "true")).isLessThan(loss(members, "false"));
                });
        for (Map<String, String> row : rows("summary.csv")) {
            assertThat(row.get("chosen_learning_rate")).isEqualTo(chosen.get(row.get("condition")));
            assertThat(row.get("runs")).isEqualTo("2");
        }
        assertThat(rows("summary.csv")).hasSize(3);
    }

    private static double loss(List<Map<String, String>> runs, String chosen) {
        return runs.stream()
                .filter(row -> row.get("chosen").equals(chosen))
                .mapToDouble(row -> Double.parseDouble(row.get("validation_loss")))
                .average()
                .orElseThrow();
    }

    /** Four blocks of an LSTM with two inputs, three units and one output have 72 + 4 numbers. */
    @Test
    void theCellsHaveAboutAsManyParameters() throws IOException {
        for (Map<String, String> row : rows("runs.csv")) {
            boolean lstm = row.get("cell").equals("LSTM");
            // H·(H + 3) + H + 1: 61 for 6, 78 for 7.
            assertThat(row.get("hidden_size")).isEqualTo(lstm ? "3" : "7");
            assertThat(row.get("parameters")).isEqualTo(lstm ? "76" : "78");
        }
    }

    @Test
    void whatHasNoMeaningIsNamed() throws IOException {
        assertThat(Files.readAllLines(one.resolve("left_out.csv")))
                .containsExactly(
                        "condition,reason",
                        "SimpleRnn_chrono,chrono has no meaning for SimpleRnn: it has no gate");
        assertThat(console)
                .contains("1 conditions are left out:")
                .contains("  chrono has no meaning for SimpleRnn: it has no gate");
    }

    /** Of the chosen runs with the first seed alone. */
    @Test
    void detailsAreThoseOfTheChosenRunsOfOneSeed() throws IOException {
        TreeSet<String> wanted =
                rows("runs.csv").stream()
                        .filter(row -> row.get("chosen").equals("true"))
                        .filter(row -> row.get("seed").equals("1"))
                        .map(row -> row.get("run_id"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(wanted).hasSize(3);
        for (String file : List.of("gradients.csv", "parameters.csv")) {
            assertThat(rows(file).stream().map(row -> row.get("run_id")).distinct())
                    .containsExactlyInAnyOrderElementsOf(wanted);
        }
        // Eight steps before training, in the middle and at the end.
        assertThat(rows("gradients.csv")).hasSize(3 * 3 * 8);
        wanted.removeIf(run -> run.startsWith("SimpleRnn"));
        assertThat(rows("paths.csv").stream().map(row -> row.get("run_id")).distinct())
                .containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void theRankingIsOfTheChosenRuns() throws IOException {
        List<Map<String, String>> ranking = rows("ranking.csv");
        // There is one block, and no reason to have its rows twice.
        assertThat(ranking).hasSize(3);
        assertThat(ranking).extracting(row -> row.get("runs")).containsOnly("2");
        assertThat(ranking.get(0).get("place")).isEqualTo("1");
        for (Map<String, String> row : ranking) {
            assertThat(row.get("p_value").isEmpty())
                    .isEqualTo(row.get("mitigation").equals("none"));
        }
        assertThat(rows("horizon.csv").subList(0, 2))
                .extracting(row -> row.get("task") + " " + row.get("cell") + " " + row.get("runs"))
                .containsExactly("all SimpleRnn 2", "all LSTM 4");
        assertThat(rows("references.csv").get(0).get("reference")).isEqualTo("always 1");
    }

    @Test
    void theManifestHasTheNuisance() throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(one.resolve("manifest.json").toFile());
        assertThat(manifest.at("/experiment/nuisance/learningRate").toString())
                .isEqualTo("[0.01,0.1]");
        assertThat(manifest.at("/experiment/fixed").has("learningRate")).isFalse();
        assertThat(manifest.at("/experiment/fixed/keepBest").asBoolean()).isTrue();
    }
}
