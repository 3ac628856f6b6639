package gradflow.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Files of Keras give the outputs that Keras, or a loop with its equations, gives. */
class KerasModelsTest {
    private static final Path FILES = Path.of("src/test/resources/gradflow/exchange/keras");
    private static final String STATEFUL = "keras2-stateful.h5";

    @TempDir Path folder;

    static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.filter(file -> !file.toString().endsWith(".json")).sorted().toList();
        }
    }

    static Stream<Arguments> modelsInBothTypes() throws IOException {
        return models().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals(STATEFUL))
                .flatMap(
                        name ->
                                Stream.of(
                                        Arguments.of(name, DataType.DOUBLE, 1e-6),
                                        Arguments.of(name, DataType.FLOAT, 2e-4)));
    }

    @ParameterizedTest
    @MethodSource("modelsInBothTypes")
    void theOutputsAreThoseOfKeras(String name, DataType type, double tolerance) throws Exception {
        KerasModel model = KerasModels.read(FILES.resolve(name), type);
        JsonNode expected = expected(name);
        INDArray[] outputs = model.output(array(expected.get("x")).castTo(type));
        assertClose(outputs, expected.get("outputs"), tolerance);
    }

    /** The saved network computes the same when it is read again, its masks given. */
    @ParameterizedTest
    @MethodSource("modelsInBothTypes")
    void theNetworkIsSavedAndRead(String name, DataType type, double tolerance) throws Exception {
        KerasModel model = KerasModels.read(FILES.resolve(name), type);
        Path saved = folder.resolve("network.zip");
        model.network().save(saved.toFile());
        ComputationGraph read = ComputationGraph.load(saved.toFile(), false);
        assertThat(read.getConfiguration()).isEqualTo(model.network().getConfiguration());
        INDArray x = array(expected(name).get("x")).castTo(type);
        INDArray[] masks = model.masks(x);
        INDArray[] inputs = {x};
        INDArray[] outputs =
                masks == null ? read.output(false, inputs) : read.output(false, inputs, masks);
        assertThat(outputs).isEqualTo(model.output(x));
    }

    @Test
    void statefulLayersGoOnFromBatchToBatch() throws Exception {
        ComputationGraph network =
                KerasModels.read(FILES.resolve(STATEFUL), DataType.DOUBLE).network();
        JsonNode expected = expected(STATEFUL);
        INDArray x = array(expected.get("x"));
        List<INDArray> outputs = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            INDArray steps =
                    x.get(
                            NDArrayIndex.all(),
                            NDArrayIndex.interval(3 * half, 3 * half + 3),
                            NDArrayIndex.all());
            outputs.add(network.rnnTimeStep(steps.dup())[0]);
        }
        assertClose(outputs.toArray(INDArray[]::new), expected.get("outputs"), 1e-6);
    }

    @Test
    void thereAreFilesOfEveryVersion() throws Exception {
        assertThat(models()).hasSizeGreaterThanOrEqualTo(12 + 8);
        for (String start : List.of("keras1-", "keras2-", "keras3-", "real3-")) {
            assertThat(models()).anyMatch(file -> file.getFileName().toString().startsWith(start));
        }
    }

    private static void assertClose(INDArray[] outputs, JsonNode expected, double tolerance) {
        assertThat(outputs).hasSize(expected.size());
        for (int i = 0; i < outputs.length; i++) {
            INDArray y = array(expected.get(i));
            assertThat(outputs[i].shape()).isEqualTo(y.shape());
            assertThat(outputs[i].castTo(DataType.DOUBLE).sub(y).amaxNumber().doubleValue())
                    .isLessThan(tolerance);
        }
    }

    /** The input of an example, by the name of its files. */
    static INDArray input(String name) throws IOException {
        return array(expected(name + ".json").get("x"));
    }

    private static JsonNode expected(String name) throws IOException {
        Path json = FILES.resolve(name.substring(0, name.lastIndexOf('.')) + ".json");
        return new ObjectMapper().readTree(json.toFile());
    }

    private static INDArray array(JsonNode nested) {
        List<Long> shape = new ArrayList<>();
        for (JsonNode n = nested; n.isArray(); n = n.get(0)) {
            shape.add((long) n.size());
        }
        List<Double> values = new ArrayList<>();
        collect(nested, values);
        double[] flat = values.stream().mapToDouble(Double::doubleValue).toArray();
        long[] dimensions = shape.stream().mapToLong(Long::longValue).toArray();
        return Nd4j.createFromArray(flat).reshape('c', dimensions);
    }

    private static void collect(JsonNode nested, List<Double> values) {
        if (nested.isArray()) {
            nested.forEach(child -> collect(child, values));
        } else {
            values.add(nested.asDouble());
        }
    }
}
