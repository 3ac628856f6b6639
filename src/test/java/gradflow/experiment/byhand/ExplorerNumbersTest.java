package gradflow.experiment.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.browser.Browser;
import gradflow.experiment.Experiments;
import gradflow.hand.Example;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentReader;
import gradflow.plan.Overrides;
import gradflow.stats.L2;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The explorer computes what results/bptt-by-hand holds, number by number. */
class ExplorerNumbersTest {
    /**
     * Of the largest entry of the same factor: the browser's exp and tanh may differ from Java's in
     * the last bit, 1e-16, and a factor is made of some dozen operations.
     */
    private static final double TOLERANCE = 1e-14;

    /** Products of 200 factors, each of which may be a few last bits off. */
    private static final double LONG_TOLERANCE = 1e-12;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final URI PAGE = Path.of("results/explorer.html").toUri();
    private static Map<String, List<CSVRecord>> steps;
    private static Browser browser;

    @BeforeAll
    static void open() throws Exception {
        steps = rows("steps.csv").stream().collect(Collectors.groupingBy(row -> row.get("run_id")));
        assumeTrue(
                Browser.isInstalled(),
                "skipped: no Chromium, so the explorer was not opened (Debian: chromium)");
        browser = Browser.start();
        browser.open(PAGE);
    }

    @AfterAll
    static void close() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    private static List<CSVRecord> rows(String file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser =
                CSVParser.parse(
                        Path.of("results/bptt-by-hand", file),
                        java.nio.charset.StandardCharsets.UTF_8,
                        format)) {
            return parser.getRecords();
        }
    }

    /** All runs with one hidden unit. */
    static Stream<RunSpec> runs() {
        return new ExperimentReader(
                        Path.of("experiments"), new Experiments(Path.of("data")).types())
                .read("bptt-by-hand", false, Overrides.NONE).runs().stream()
                        .filter(run -> run.settings(ByHandSettings.class).hidden() == 1);
    }

    static Stream<RunSpec> shortRuns() {
        return runs().filter(run -> steps.containsKey(run.runId()));
    }

    static Stream<RunSpec> longRuns() {
        return runs().filter(run -> run.settings(ByHandSettings.class).timeSteps() == 200);
    }

    @Test
    void thereAreRunsOfThreeCellsAndThreeLosses() {
        assertThat(shortRuns()).hasSizeGreaterThanOrEqualTo(45);
        assertThat(longRuns()).hasSizeGreaterThanOrEqualTo(45);
    }

    @ParameterizedTest
    @MethodSource("shortRuns")
    void everyFactorIsThatOfTheFile(RunSpec run) throws Exception {
        JsonNode chain = chain(ByHandExperiment.example(run));
        List<CSVRecord> rows = steps.get(run.runId());
        int gates = run.settings(ByHandSettings.class).cell().gates().size();
        for (CSVRecord row : rows) {
            double[][] factor = factor(chain, row, gates);
            double value =
                    row.get("row").isEmpty()
                            ? L2.of(factor)
                            : factor[number(row, "row") - 1][number(row, "column") - 1];
            assertThat(value)
                    .as(row.toString())
                    .isCloseTo(
                            Double.parseDouble(row.get("value")),
                            within(TOLERANCE * Math.max(L2.of(factor), Double.MIN_NORMAL)));
        }
    }

    @ParameterizedTest
    @MethodSource("longRuns")
    void lossAndSharesThrough200StepsAreThoseOfTheFile(RunSpec run) throws Exception {
        JsonNode chain = chain(ByHandExperiment.example(run));
        CSVRecord row =
                rows("runs.csv").stream()
                        .filter(one -> one.get("run_id").equals(run.runId()))
                        .findFirst()
                        .orElseThrow();
        Map<String, Double> found =
                Map.of(
                        "loss_value", chain.get("loss").asDouble(),
                        "gradient_l2", L2.of(row(chain.get("gradient"))),
                        "first_share_l2", L2.of(row(chain.at("/shares/0"))),
                        "last_share_l2", L2.of(row(chain.at("/shares/199"))),
                        "logit_gradient_l2", L2.of(row(chain.get("lossByLogits"))));
        found.forEach(
                (column, value) -> {
                    double expected = Double.parseDouble(row.get(column));
                    assertThat(value)
                            .as(column)
                            .isCloseTo(expected, within(LONG_TOLERANCE * Math.abs(expected)));
                });
    }

    /** What the tables show, by every weight: the number behind the text, and the text itself. */
    @ParameterizedTest
    @CsvSource({
        "note, SimpleRnn_sigmoid_l1_hidden1_timeSteps4_seed1",
        "note-tanh, SimpleRnn_tanh_l1_hidden1_timeSteps4_seed1",
        "note-relu, SimpleRnn_relu_l1_hidden1_timeSteps4_seed1",
        "note-lstm, LSTM_tanh_l1_hidden1_timeSteps4_seed1",
        "note-gru, GRU_tanh_l1_hidden1_timeSteps4_seed1"
    })
    void theTablesShowTheFile(String example, String run) throws Exception {
        List<CSVRecord> rows = steps.get(run);
        browser.open(URI.create("about:blank"));
        browser.open(URI.create(PAGE + "#preset=" + example));
        int gates = browser.evaluate("CELLS[state.cell].gates.length").asInt();
        int weights = browser.evaluate("weightCount(state.cell)").asInt();
        List<String> names = List.of("W", "RW", "b", "Rb");
        for (int p = 0; p < weights; p++) {
            browser.evaluate("void (state.parameter = %d, show())".formatted(p));
            String parameter = names.get(p / gates);
            int gate = p % gates + 1;
            for (int t = 1; t <= 4; t++) {
                ArrayNode cells = cells("#steps tr[data-step='" + t + "'] td");
                int last = cells.size() - 1;
                check(cells.get(last), rows, "∂L/∂s_t·∂s_t/∂w", t, parameter, gate);
                check(cells.get(last - 1), rows, "∂s_t/∂w", t, parameter, gate);
                check(cells.get(last - 2), rows, "∂L/∂s_t", t, "", 0);
                check(cells.get(2), rows, "s_t", t, "", 0);
                if (t > 1) {
                    check(cells.get(last - 4), rows, "∂s_t/∂s_{t−1}", t, "", 0);
                }
            }
            JsonNode sum = cells("#sums tr[data-parameter='" + p + "'] td").get(0);
            check(sum, rows, "∂L/∂w", 0, parameter, gate);
        }
    }

    private static ArrayNode cells(String selector) throws IOException {
        return (ArrayNode)
                browser.evaluate(
                        "[...document.querySelectorAll(\"%s\")].map(c => ({values: JSON.parse(c.dataset.values || '[]'), text: c.innerText}))"
                                .formatted(selector));
    }

    /** The entries of a factor in the order of rows and columns; of a block, one gate's column. */
    private static void check(
            JsonNode cell, List<CSVRecord> rows, String factor, int t, String parameter, int gate) {
        double[] expected =
                rows.stream()
                        .filter(row -> row.get("factor").equals(factor))
                        .filter(row -> t == 0 || row.get("time_step").equals("" + t))
                        .filter(row -> row.get("parameter").equals(parameter))
                        .filter(row -> !row.get("row").isEmpty())
                        .filter(row -> gate == 0 || number(row, "column") == gate)
                        .mapToDouble(row -> Double.parseDouble(row.get("value")))
                        .toArray();
        double[] found = row(cell.get("values"));
        assertThat(found).as("%s %d %s", factor, t, parameter).hasSameSizeAs(expected);
        double[] read =
                Stream.of(cell.get("text").asText().split("[\\s(),\\[\\]]+"))
                        .filter(text -> !text.isEmpty())
                        .mapToDouble(ExplorerNumbersTest::read)
                        .toArray();
        for (int i = 0; i < expected.length; i++) {
            double size = Math.max(L2.of(expected), Double.MIN_NORMAL);
            assertThat(found[i]).as(factor).isCloseTo(expected[i], within(TOLERANCE * size));
            // Four digits: half a unit of the fourth.
            assertThat(read[i])
                    .as("%s %s", factor, cell)
                    .isCloseTo(expected[i], within(5.0001e-4 * Math.abs(expected[i])));
        }
    }

    /** A number as people read it: −7.585·10⁻⁵. */
    private static double read(String shown) {
        StringBuilder plain = new StringBuilder();
        for (char c : shown.replace("·10", "e").replace('−', '-').toCharArray()) {
            int power = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".indexOf(c);
            plain.append(power < 0 ? c : "0123456789-".charAt(power));
        }
        return Double.parseDouble(plain.toString());
    }

    private static JsonNode chain(Example example) throws IOException {
        ObjectNode given = JSON.createObjectNode();
        given.put("cell", example.cell().cell().label());
        given.put("activation", example.cell().activation().label());
        given.put(
                "loss", example.loss().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        given.set("x", JSON.valueToTree(Stream.of(example.x()).map(x -> x[0]).toList()));
        given.set("label", JSON.valueToTree(example.label()));
        given.set("weights", JSON.valueToTree(example.weights()));
        given.set("outputWeights", JSON.valueToTree(example.outputWeights()[0]));
        given.set("outputBias", JSON.valueToTree(example.outputBias()));
        return browser.evaluate("chainRule(" + given + ")");
    }

    private static double[][] factor(JsonNode chain, CSVRecord row, int gates) {
        String step = "/" + (row.get("time_step").isEmpty() ? 0 : number(row, "time_step") - 1);
        int from = List.of("W", "RW", "b", "Rb").indexOf(row.get("parameter")) * gates;
        return switch (row.get("factor")) {
            case "s_t" -> one(chain.at("/states" + step));
            case "ŷ" -> one(chain.get("prediction"));
            case "L" -> new double[][] {{chain.get("loss").asDouble()}};
            case "∂L/∂ŷ" -> one(chain.get("lossByPrediction"));
            case "∂L/∂w''" -> one(chain.get("lossByOutputWeights"));
            case "∂ŷ/∂s_T" -> matrix(chain.get("predictionByState"));
            case "∂L/∂s_t" -> one(chain.at("/lossByState" + step));
            case "∂s_t/∂s_{t−1}" -> matrix(chain.at("/stateByState" + step));
            case "∂s_t/∂w" -> block(matrix(chain.at("/stateByWeights" + step)), from, gates);
            case "∂L/∂s_t·∂s_t/∂w" -> block(one(chain.at("/shares" + step)), from, gates);
            case "∂L/∂w" -> block(one(chain.get("gradient")), from, gates);
            default -> throw new IllegalArgumentException(row.toString());
        };
    }

    private static double[][] block(double[][] matrix, int from, int gates) {
        return Stream.of(matrix)
                .map(row -> java.util.Arrays.copyOfRange(row, from, from + gates))
                .toArray(double[][]::new);
    }

    private static double[][] one(JsonNode row) {
        return new double[][] {row(row)};
    }

    private static double[][] matrix(JsonNode rows) {
        double[][] matrix = new double[rows.size()][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = row(rows.get(i));
        }
        return matrix;
    }

    private static double[] row(JsonNode values) {
        double[] row = new double[values.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = values.get(i).asDouble();
        }
        return row;
    }

    private static int number(CSVRecord row, String column) {
        return Integer.parseInt(row.get(column));
    }
}
