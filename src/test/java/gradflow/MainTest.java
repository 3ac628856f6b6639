package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    /**
     * The experiment as it is, but row by row and with few hidden units: a second instead of 20.
     */
    private static final String SMALL =
            "sequenceLength=8,tbpttLength=[8,4],hiddenSize=3,sequences=64,batchSize=16,"
                    + "profileIterations=[0,2],profileExamples=3,seeds=[1,2]";

    @TempDir Path folder;
    private String out;
    private String err;

    private int run(String... properties) throws InterruptedException {
        Properties given = new Properties();
        for (String property : properties) {
            int equals = property.indexOf('=');
            given.setProperty(property.substring(0, equals), property.substring(equals + 1));
        }
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        int status =
                Main.run(
                        given,
                        new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                        new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    @Test
    void withoutANameTheExperimentsAreListed() throws InterruptedException {
        assertThat(run()).isZero();
        assertThat(out)
                .contains("vanishing (")
                .contains("How fast does the gradient fade")
                .contains("exercise (a second; ");
    }

    /** As they come the answers are not written, and the status says that something is left. */
    @Test
    void exercisesAreChecked() throws InterruptedException {
        assertThat(run("exp=exercise", "set=exercise=3")).isEqualTo(1);
        assertThat(out).contains("exercise 3: not begun").contains("0 of 1 exercises are right");
        assertThat(run("exp=exercise", "set=exercise=12")).isEqualTo(2);
        assertThat(err).contains("exercise must be between 1 and 10");
    }

    @Test
    void theSameBytesWithOneWorkerAndWithTwo() throws Exception {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        assertThat(run("exp=vanishing", "quick=", "set=" + SMALL, "out=" + one, "workers=1"))
                .isZero();
        assertThat(run("exp=vanishing", "quick=", "set=" + SMALL, "out=" + two, "workers=2"))
                .isZero();
        assertThat(out)
                .contains("28 runs on 2 workers")
                .contains("quick run: not a result")
                .contains("Before training, each step back in time multiplies the gradient by")
                .contains("Results: " + two.resolve("vanishing"))
                .endsWith("Report: " + two.resolve("vanishing/report.html") + "\n");
        assertThat(two.resolve("index.html")).content().contains("vanishing/report.html");
        assertThat(names(one.resolve("vanishing")))
                .containsExactly(
                        "croissant.json",
                        "curves.csv",
                        "datapackage.json",
                        "gradients.csv",
                        "horizon.csv",
                        "improvement.csv",
                        "manifest.json",
                        "parameters.csv",
                        "paths.csv",
                        "reach.csv",
                        "report.html",
                        "runs.csv",
                        "summary.csv",
                        "timings.csv");
        for (String file : List.of("runs", "curves", "gradients", "parameters", "summary")) {
            Path first = one.resolve("vanishing").resolve(file + ".csv");
            assertThat(Files.size(first)).isGreaterThan(100);
            assertThat(first)
                    .hasSameBinaryContentAs(two.resolve("vanishing").resolve(file + ".csv"));
        }
        checkManifest(two.resolve("vanishing"));
        checkHeaders(two.resolve("vanishing"));
    }

    private static void checkManifest(Path results) throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(results.resolve("manifest.json").toFile());
        assertThat(manifest.at("/experiment/fixed/hiddenSize").asInt()).isEqualTo(3);
        assertThat(manifest.at("/git_commit").asText()).isNotEmpty();
        assertThat(manifest.at("/threads_per_run/OpenBLAS").asInt()).isEqualTo(1);
        assertThat(manifest.at("/threads_per_run/ND4J_maxThreads").asInt()).isEqualTo(1);
        assertThat(manifest.at("/openblas").asText()).startsWith("OpenBLAS ");
        assertThat(manifest.at("/cpu").asText()).isNotEmpty();
        assertThat(manifest.at("/vector_bits").isInt()).isTrue();
        assertThat(manifest.get("environment").fieldNames())
                .toIterable()
                .contains("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENBLAS_CORETYPE");
        assertThat(manifest.get("libraries").size()).isGreaterThanOrEqualTo(7);
        manifest.get("libraries")
                .forEach(jar -> assertThat(jar.get("sha256").asText()).hasSize(64));
        for (String file : List.of("runs", "gradients", "parameters", "summary", "timings")) {
            byte[] bytes = Files.readAllBytes(results.resolve(file + ".csv"));
            assertThat(manifest.get("sha256").get(file + ".csv").asText())
                    .isEqualTo(DigestUtils.sha256Hex(bytes));
        }
    }

    private static void checkHeaders(Path results) throws IOException {
        assertThat(header(results, "runs.csv"))
                .isEqualTo(
                        "run_id,cell,activation,tbptt_length,learning_rate,seed,status,iterations,"
                                + "iterations_to_solve,test_loss,test_metric,metric_name,chance_level,"
                                + "gradient_horizon,decay_per_step,final_gradient_horizon,"
                                + "final_decay_per_step,carry_horizon,carry_decay_per_step,"
                                + "final_carry_horizon,final_carry_decay_per_step,clip_rate,"
                                + "validation_loss,validation_metric,hidden_size,parameters,solved_on_test,"
                                + "reach8,reach32,reach_last,final_reach8,final_reach32,"
                                + "final_reach_last,chosen,failure");
        assertThat(header(results, "gradients.csv"))
                .isEqualTo(
                        "run_id,iteration,layer,time_step,lag,grad_hidden_l2,grad_cell_l2,"
                                + "grad_preactivation_l2,weight_grad_share_l2,exact_zero_fraction,"
                                + "subnormal_fraction,nonfinite_count,grad_state_l2,cell,task,moment");
        assertThat(header(results, "curves.csv"))
                .isEqualTo(
                        "run_id,cell,task,iteration,sequences,train_loss,validation_loss,"
                                + "validation_metric,gradient_l2,clipped,learning_rate");
        assertThat(header(results, "parameters.csv"))
                .isEqualTo(
                        "run_id,iteration,layer,parameter,gate,raw_l2,clipped_l2,update_l2,parameter_l2");
        assertThat(header(results, "timings.csv"))
                .isEqualTo("run_id,wall_millis,iterations_per_second");
    }

    /** 32 examples are profiled unless a file says otherwise; a short series has fewer. */
    @Test
    void aShortSeriesIsProfiledOnAllItsValidationData() throws Exception {
        StringBuilder csv = new StringBuilder("time,value\n");
        for (int i = 0; i < 100; i++) {
            csv.append(i).append(',').append(i % 7).append('\n');
        }
        Path series = Files.writeString(folder.resolve("short.csv"), csv);
        Path file =
                Files.writeString(
                        folder.resolve("short.yaml"),
                        """
                question: is it long enough?
                type: training
                fixed: {task: forecast, dataPath: "%s", sequenceLength: 12, hiddenSize: 3,
                        tbpttLength: 12, sequences: 32, batchSize: 16, evaluations: 1}
                grid: [{cell: [GRU]}]
                seeds: [1]
                """
                                .formatted(series));
        assertThat(run("spec=" + file, "out=" + folder)).as(err).isZero();
        assertThat(out)
                .contains("Gradient profiles of forecast are of 1 examples, all of its validation")
                .doesNotContain("quick run");
    }

    /** The learning rate drives every number to infinity; that is a result, not a failure. */
    @Test
    void aRunThatDivergesIsRecordedAndTheSweepGoesOn() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("wild.yaml"),
                        """
                question: does it diverge?
                type: training
                fixed: {sequenceLength: 8, tbpttLength: 8, hiddenSize: 3, sequences: 160, batchSize: 16,
                        profileExamples: 2, activation: relu, clipGlobalNorm: 0}
                grid: [{learningRate: [1.0e+38, 0.01]}]
                seeds: [1]
                """);
        assertThat(run("spec=" + file, "out=" + folder)).isZero();
        List<String> runs = Files.readAllLines(folder.resolve("wild/runs.csv"));
        assertThat(runs).hasSize(3);
        assertThat(runs.get(1))
                .contains(",diverged,")
                .contains("a number was no longer finite: iteration ");
        assertThat(runs.get(2)).endsWith(",true,");
        assertThat(runs.get(2)).contains(",unsolved,");
        assertThat(out)
                .contains("learningRate1.0E38_seed1 diverged: a number was no longer finite");
    }

    @Test
    void mistakesAreOneLineStatusTwoAndLeaveNothing() throws Exception {
        Path results = folder.resolve("results");
        Path file = Files.writeString(folder.resolve("file"), "");
        String[][] mistakes = {
            {"unknown experiment 'vanshing'; did you mean 'vanishing'?", "exp=vanshing"},
            {"-Dset: unknown setting 'hiddenSise'", "exp=vanishing", "set=hiddenSise=3"},
            {"hiddenSize must be at least 1, not 0", "exp=vanishing", "set=hiddenSize=0"},
            {"sequenceLength must be at least 1, not 0", "exp=vanishing", "set=sequenceLength=0"},
            {
                "sequenceLength must divide the 64",
                "exp=vanishing",
                "set=sequenceLength=7,tbpttLength=7"
            },
            {"unknown task 'digit'; did you mean", "exp=vanishing", "set=task=digit"},
            {"seeds: 1 stands twice", "exp=vanishing", "set=seeds=[1,1]"},
            {"-Dworkers must be a whole number", "exp=vanishing", "workers=0"},
            {"did you mean -Dset=seeds=[1,2,3]?", "exp=vanishing", "set=seeds=1,2,3"},
            {"for example cell=LSTM,activation=tanh", "exp=vanishing", "set=seeds=[1],cell=LSTM"},
            {
                "sampleLength must be 0 for digits, which is no text, not 5",
                "exp=vanishing",
                "set=sampleLength=5"
            },
            {"-Dquick takes no value", "exp=vanishing", "quick=yes"},
            {"there is no such experiment file", "spec=" + folder.resolve("none.yaml")},
        };
        for (String[] mistake : mistakes) {
            String[] properties = Stream.of(mistake).skip(1).toArray(String[]::new);
            properties =
                    Stream.concat(Stream.of(properties), Stream.of("out=" + results))
                            .toArray(String[]::new);
            assertThat(run(properties)).as(mistake[0]).isEqualTo(2);
            assertThat(err).contains(mistake[0]).doesNotContain("\tat ");
            assertThat(err.lines()).hasSize(1);
            assertThat(results).doesNotExist();
        }
        assertThat(run("exp=vanishing", "quick=", "out=" + file)).isEqualTo(2);
        assertThat(err).contains("cannot be written");
        assertThat(out).doesNotContain("1/");
    }

    /** What a task cannot do is a mistake below a quick block too. */
    @Test
    void quickHidesNoMistake() throws Exception {
        String text =
                """
                question: how short is too short?
                type: training
                fixed: {task: adding, sequenceLength: 3}
                grid: [{cell: [GRU]}]
                seeds: [1]
                quick: {sequenceLength: 10}
                """;
        Path file = Files.writeString(folder.resolve("short.yaml"), text);
        for (String set : List.of("set=hiddenSize=2", "set=sequenceLength=10")) {
            assertThat(run("spec=" + file, "quick=", set, "out=" + folder)).isEqualTo(2);
            assertThat(err)
                    .isEqualToIgnoringNewLines(
                            file
                                    + ": condition (GRU): sequenceLength must be at least 4 for adding, not 3");
        }
        assertThat(folder.resolve("short")).doesNotExist();
    }

    /** Each dimension alone, over results that are good and have to stay. */
    @ParameterizedTest
    @CsvSource({
        "vanishing, hiddenSize=1000000",
        "vanishing, 'task=recall,sequenceLength=1000000000,tbpttLength=[1]'",
        "vanishing, 'batchSize=1000000000,sequences=1000000000'",
        "jacobian, hiddenSize=20000",
        "jacobian, sequenceLength=1000000000",
        "depth-vs-time, layers=[1000000000]",
        "truncation, batchSize=1000000000",
        "activations, hidden=1000000",
        "loss-surface, points=1000000",
        "throughput, classes=2147483647"
    })
    void sizesBeyondMemoryAreRefusedWithTheirBytesAndReplaceNothing(String experiment, String set)
            throws Exception {
        Path good = Files.createDirectories(folder.resolve(experiment)).resolve("runs.csv");
        Files.writeString(good, "good");
        assertThat(run("exp=" + experiment, "set=" + set, "out=" + folder)).isEqualTo(2);
        assertThat(err.lines()).hasSize(1);
        assertThat(err).matches("(?s).*needs at least \\d{10,} bytes.*");
        assertThat(good).hasContent("good");
    }

    /** A script would think that something ran. */
    @Test
    void propertiesThatDoNothingAreMistakes() throws Exception {
        String[][] mistakes = {
            {"-Dexperiment is unknown; did you mean -Dexp?", "experiment=vanishing"},
            {"-DExp is unknown; did you mean -Dexp?", "Exp=vanishing"},
            {"-Dworker is unknown; did you mean -Dworkers?", "exp=vanishing", "worker=2"},
            {"-Doutput is unknown; did you mean -Dout?", "exp=vanishing", "output=x"},
            {"-Dexp needs the name of an experiment", "exp="},
            {"-Dexp needs the name of an experiment", "exp=,"},
            {"-Dout: 'a\\nb' has a character that is not printable", "exp=latch", "out=a\nb"},
            {"-Dspec: 'a\\u001bb' has a character that is not", "spec=a\u001bb"},
            {"-Dspec: 'a\\u0000b' has a character that is not", "spec=a\0b"},
            {"-Dexp needs the name of an experiment", "exp=true"},
            {"-Dquick does nothing without an experiment", "quick=true"},
            {"-Dset does nothing without an experiment", "set=hiddenSize=3"},
            {"-Dout does nothing without an experiment", "out=x"},
            {"-Dworkers does nothing without an experiment", "workers=1"},
            {"-Drestart does nothing without an experiment", "restart="},
            {"-Dpartial does nothing without an experiment", "partial=true"},
            {"-Drestart takes no value, true or false", "exp=latch", "restart=1"},
            {"-Dverify does nothing without an experiment", "verify="},
            {"-Dpartial does nothing beside -Dverify", "exp=guessing", "partial=", "verify="},
            {"-Dquick does nothing beside -Dcompare", "quick=", "compare=x"},
            {"-Dcompare runs nothing; -Dexp=NAME chooses", "spec=x.yaml", "compare=x"},
            {"-Dcompare takes one folder or two, not 3", "compare=a,b,c"},
            {"-Dcompare needs a path", "compare=true"},
            {"nowhere: there are no results to compare", "verify=", "quick=", "out=nowhere"},
            {"-Dpartial does nothing beside -Drestart", "exp=latch", "restart=", "partial="},
            {"results/jacobian: no unfinished sweep has kept runs", "exp=jacobian", "partial="},
            {"-Dvectors does nothing without -Dexp=reference-vectors", "exp=latch", "vectors=x"},
            {"-Dquick does nothing without another experiment", "exp=reference-vectors", "quick="},
            {"unknown experiment 'van\\nishing'; did you mean", "exp=van\nishing"},
        };
        for (String[] mistake : mistakes) {
            assertThat(run(Stream.of(mistake).skip(1).toArray(String[]::new)))
                    .as(mistake[0])
                    .isEqualTo(2);
            assertThat(err).startsWith(mistake[0]);
            assertThat(err.lines()).hasSize(1);
            assertThat(out).isEmpty();
        }
    }

    /** The JVM's own and Maven's stand beside ours. */
    @Test
    void propertiesOfOthersAreNoneOfOurs() throws Exception {
        assertThat(run("java.home=/x", "test=MainTest", "basedir=/x", "user.dir=/x", "sun.jnu=x"))
                .isZero();
        Properties system = System.getProperties();
        new Spelling(PropertyNames.OURS).check(system.stringPropertyNames());
    }

    @Test
    void referenceVectorsStandBesideExperiments() throws Exception {
        Path vectors = Files.createDirectory(folder.resolve("vectors"));
        Path first;
        try (Stream<Path> files = Files.list(Path.of("data/reference-vectors"))) {
            first = files.filter(f -> f.toString().endsWith(".json")).sorted().findFirst().get();
        }
        Files.copy(first, vectors.resolve(first.getFileName()));
        int status =
                run(
                        "exp=vanishing,reference-vectors",
                        "quick=",
                        "set=" + SMALL,
                        "out=" + folder,
                        "vectors=" + vectors);
        assertThat(err).isEmpty();
        assertThat(status).isZero();
        assertThat(out)
                .contains(first.getFileName() + ": ")
                .contains("passed")
                .contains("Results: ");
    }

    @Test
    void tellsItsVersionAndItsProperties() throws Exception {
        assertThat(run("version=")).isZero();
        assertThat(out).containsPattern("^gradflow \\d+\\.\\d+\\.\\d+\\s*$");
        assertThat(run("help=true")).isZero();
        for (String property : PropertyNames.OURS) {
            assertThat(out).contains("-D" + property);
        }
        assertThat(run("help=", "exp=vanishing")).isEqualTo(2);
        assertThat(err).containsOnlyOnce("\n").contains("-Dexp does nothing beside -Dhelp");
    }

    private static String header(Path results, String file) throws IOException {
        return Files.readAllLines(results.resolve(file)).get(0);
    }

    private static List<String> names(Path results) throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
