package gradflow.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import gradflow.mistake.UserMistake;
import gradflow.model.Readout;
import gradflow.task.BatchHash;
import gradflow.task.RealTasks;
import gradflow.task.Task;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class ForecastTaskTest {
    private static final Path DATA = Path.of("data");

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "forecast-temperature, temperature.csv, 24, 48, 1",
        "forecast-temperature, temperature.csv, 24, 5, 1",
        "forecast-sunspots, sunspots.csv, 11, 22, 1",
        "forecast-co2, co2.csv, 52, 52, 1",
        "ecg, ecg.csv.gz, 0, 90, 4"
    })
    void windowsLabelsAndReferencesAreThoseOfTheFile(
            String name, String file, int season, int steps, int averaged) throws IOException {
        double[] values = values(file, averaged);
        Task task = task(name, steps);
        int trained = values.length * 70 / 100;
        int validated = values.length * 85 / 100;
        double mean = 0;
        for (int i = 0; i < trained; i++) {
            mean += values[i] / trained;
        }
        double variance = 0;
        for (int i = 0; i < trained; i++) {
            variance += (values[i] - mean) * (values[i] - mean) / trained;
        }
        double deviation = Math.sqrt(variance);
        float[] normalised = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            normalised[i] = (float) ((values[i] - mean) / deviation);
        }
        checkTraining(task, normalised, trained);
        List<Integer> validation = targets(task.validation(), normalised, trained, validated);
        List<Integer> test = targets(task.test(), normalised, validated, values.length);
        assertThat(validation).doesNotHaveDuplicates();
        assertThat(test).doesNotHaveDuplicates();

        double[] persistence = errors(values, test, 1);
        assertThat(task.references().get(0).name()).isEqualTo("persistence");
        assertScore(task.references().get(0).score(), persistence, variance);
        double best = errors(values, validation, 1)[0] / variance;
        if (season > 0) {
            assertThat(task.references().get(1).name()).isEqualTo("seasonal-naive");
            assertScore(task.references().get(1).score(), errors(values, test, season), variance);
            best = Math.min(best, errors(values, validation, season)[0] / variance);
        } else {
            assertThat(task.references()).hasSize(1);
        }
        assertThat(task.isSolved(new Task.Score(best * 0.9999, 0))).isTrue();
        assertThat(task.isSolved(new Task.Score(best * 1.0001, 0))).isFalse();
        double chance = 0;
        for (int target : test) {
            chance += Math.abs(values[target] - mean) / test.size();
        }
        assertThat(task.chanceLevel()).isCloseTo(chance, within(1e-6));

        INDArray lastValues = task.test().getFeatures();
        Task.Score score = task.score(lastValues, task.test());
        assertThat(score.loss()).isCloseTo(persistence[0] / variance, within(1e-4));
        assertThat(score.metric()).isCloseTo(persistence[1], within(1e-4));
        assertThat(BatchHash.of(task)).isEqualTo(BatchHash.of(task(name, steps)));
    }

    @Test
    void shapesAndNames() {
        Task task = task("forecast-sunspots", 8);
        assertThat(task.inputSize()).isEqualTo(1);
        assertThat(task.outputSize()).isEqualTo(1);
        assertThat(task.readout()).isEqualTo(Readout.LINEAR);
        assertThat(task.isLowerBetter()).isTrue();
        assertThat(task.metricName()).isEqualTo("mean_absolute_error");
        assertThat(task.solveRule()).contains("squared error below");
        assertThat(task.source()).contains("sunspot");
        DataSet batch = task.trainingBatch(1, 0, 2);
        assertThat(batch.getFeatures().shape()).containsExactly(2, 1, 8);
        assertThat(batch.getLabelsMaskArray().toFloatMatrix()[1])
                .containsExactly(0, 0, 1, 1, 1, 1, 1, 1);
        assertThat(batch).isNotEqualTo(task.trainingBatch(2, 0, 2));
    }

    @Test
    void aSeriesOfTheUsersOwnHasNoSeason() throws IOException {
        StringBuilder csv = new StringBuilder("time,value\n");
        for (int i = 0; i < 100; i++) {
            csv.append(i).append(',').append(i % 7).append('\n');
        }
        Task task = own(csv.toString(), 10);
        assertThat(task.references())
                .extracting(Task.Reference::name)
                .containsExactly("persistence");
        refused(
                () -> own(csv.toString(), 15),
                "too short, 15 % of it are 15 values; sequenceLength 15 needs 16");
        refused(() -> own("time,value\n", 15), "too short");
        refused(
                () -> own(csv.toString().replaceAll(",\\d", ",3"), 9),
                "all values of its first 70 % are the same");
        refused(
                () -> own(csv.toString().replace("\n17,3", ""), 9),
                "line 19: time '18' is not one step");
    }

    /** Squares of such values overflow, or are zero; powers of two change no digit. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 500, 40, -500, -1000, -1040})
    void theUnitOfTheValuesDoesNotMatter(int exponent) throws IOException {
        Task task = own(csv(i -> i * i % 17 + 1), 10);
        Task scaled = own(csv(i -> Math.scalb(i * i % 17 + 1.0, exponent)), 10);
        assertThat(BatchHash.of(scaled)).isEqualTo(BatchHash.of(task));
        assertThat(scaled.test().getFeatures().maxNumber().doubleValue()).isBetween(1.0, 2.0);
        Task.Score persistence = task.references().get(0).score();
        Task.Score own = scaled.references().get(0).score();
        assertThat(own.loss()).isEqualTo(persistence.loss());
        assertThat(Math.scalb(own.metric(), -exponent))
                .isCloseTo(persistence.metric(), withinPercentage(1e-6));
    }

    @Test
    void valuesThatFloatCannotHoldOrTellApartAreRefused() throws IOException {
        refused(
                () -> own(csv(i -> i == 90 ? 1e30 : i % 7), 10),
                "own.csv: value 1.0E30 is more than 1e+18 standard deviations from the mean");
        refused(
                () -> own(csv(i -> i == 90 ? -1e300 : 1e-300 * (i % 7)), 10),
                "own.csv: value -1.0E300 is more than 1e+18 standard deviations");
        refused(
                () -> own(csv(i -> i == 20 ? 1e30 : i % 7), 10),
                "own.csv: values 71 to 85 differ by too little to be told apart in FLOAT");
        refused(() -> own(csv(i -> 0.1), 10), "all values of its first 70 % are the same");
    }

    private static String csv(IntToDoubleFunction value) {
        StringBuilder csv = new StringBuilder("time,value\n");
        for (int i = 0; i < 100; i++) {
            csv.append(i).append(',').append(value.applyAsDouble(i)).append('\n');
        }
        return csv.toString();
    }

    @Test
    void otherMistakes() throws IOException {
        refused(
                () -> task("forecast", 8),
                "forecast needs dataPath, a CSV with the columns time,value; series that are here: forecast-temperature, forecast-sunspots, forecast-co2, ecg");
        refused(() -> task("ecg", 0), "sequenceLength must be 1 or more, not 0");
        refused(
                () -> RealTasks.create("ecg", 8, "mine.csv", DATA),
                "dataPath must be left out for ecg");
        refused(
                () -> RealTasks.create("forecast", 8, folder + "/no.csv", DATA),
                "no.csv: cannot be read; dataPath has to name a CSV");
        refused(
                () -> RealTasks.create("ecg", 8, "", folder),
                "ecg.csv.gz: cannot be read; data/README.md");
        String co2 = Files.readString(DATA.resolve("co2.csv"));
        Files.writeString(folder.resolve("co2.csv"), co2.replace("344.7", "344.8"));
        refused(
                () -> RealTasks.create("forecast-co2", 8, "", folder),
                "damaged, its sha256 is not 35372e9f");
        refused(() -> task("forecast-sunspots", 46), "needs 47");
        assertThat(task("forecast-sunspots", 45).test().numExamples()).isEqualTo(1);
    }

    private static void checkTraining(Task task, float[] normalised, int trained) {
        DataSet batch = task.trainingBatch(3, 1, 20);
        Set<Integer> starts = new HashSet<>();
        for (int b = 0; b < 20; b++) {
            starts.add(start(batch, b, normalised, 0, trained));
        }
        assertThat(starts).hasSizeGreaterThan(10);
    }

    /** Finds the windows of a batch in the series, and lists the values that are forecast. */
    private static List<Integer> targets(DataSet batch, float[] normalised, int from, int to) {
        List<Integer> targets = new ArrayList<>();
        int steps = (int) batch.getFeatures().size(2);
        assertThat(batch.numExamples()).isBetween(1, 64);
        int previous = from;
        for (int b = 0; b < batch.numExamples(); b++) {
            int start = start(batch, b, normalised, previous, to);
            previous = start + 1;
            for (int t = steps / 4; t < steps; t++) {
                targets.add(start + t + 1);
            }
        }
        return targets;
    }

    /** The first place from … to where a window's inputs and labels are what the series has. */
    private static int start(DataSet batch, int b, float[] normalised, int from, int to) {
        int steps = (int) batch.getFeatures().size(2);
        float[] inputs = batch.getFeatures().slice(b).dup('c').data().asFloat();
        float[] labels = batch.getLabels().slice(b).dup('c').data().asFloat();
        float[] mask = batch.getLabelsMaskArray().getRow(b).dup('c').data().asFloat();
        for (int start = from; start + steps < to; start++) {
            boolean same = true;
            for (int t = 0; t < steps && same; t++) {
                boolean judged = t >= steps / 4;
                same =
                        inputs[t] == normalised[start + t]
                                && labels[t] == (judged ? normalised[start + t + 1] : 0)
                                && mask[t] == (judged ? 1 : 0);
            }
            if (same) {
                return start;
            }
        }
        throw new AssertionError("window " + b + " is not in its part of the series");
    }

    /** Mean squared and absolute error of the value that came a number of steps before. */
    private static double[] errors(double[] values, List<Integer> targets, int before) {
        double[] errors = new double[2];
        for (int target : targets) {
            double error = values[target] - values[target - before];
            errors[0] += error * error / targets.size();
            errors[1] += Math.abs(error) / targets.size();
        }
        return errors;
    }

    private static void assertScore(Task.Score score, double[] errors, double variance) {
        assertThat(score.loss()).isCloseTo(errors[0] / variance, within(1e-9));
        assertThat(score.metric()).isCloseTo(errors[1], within(1e-9));
    }

    private static double[] values(String file, int averaged) throws IOException {
        List<Double> values = new ArrayList<>();
        try (InputStream plain = Files.newInputStream(DATA.resolve(file));
                InputStream in = file.endsWith(".gz") ? new GZIPInputStream(plain) : plain;
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                values.add(Double.parseDouble(line.substring(line.indexOf(',') + 1)));
            }
        }
        double[] means = new double[values.size() / averaged];
        for (int i = 0; i < means.length * averaged; i++) {
            means[i / averaged] += values.get(i) / averaged;
        }
        return means;
    }

    private static void refused(ThrowingCallable run, String expected) {
        assertThatThrownBy(run)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    private Task own(String csv, int sequenceLength) throws IOException {
        Path file = folder.resolve("own.csv");
        Files.writeString(file, csv);
        return RealTasks.create("forecast", sequenceLength, file.toString(), DATA).orElseThrow();
    }

    private static Task task(String name, int sequenceLength) {
        return RealTasks.create(name, sequenceLength, "", DATA).orElseThrow();
    }
}
