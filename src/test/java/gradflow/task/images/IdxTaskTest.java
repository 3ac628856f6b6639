package gradflow.task.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gradflow.mistake.UserMistake;
import gradflow.task.BatchHash;
import gradflow.task.RealTasks;
import gradflow.task.Task;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

class IdxTaskTest {
    private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";
    private static final Path INSTALLED = Path.of("/usr/share/datasets/fashion-mnist");

    @TempDir Path folder;

    /** Example e, counted over both parts, has e as its first pixel, and label e % 10. */
    @BeforeEach
    void writeFiles() throws IOException {
        Files.write(folder.resolve(TRAIN_IMAGES), images(0, 13, 28));
        Files.write(folder.resolve(TRAIN_LABELS), labels(0, 13));
        gzip(TEST_IMAGES, images(13, 3, 28));
        gzip(TEST_LABELS, labels(13, 3));
    }

    @Test
    void pixelsAndLabelsAreThoseOfTheFiles() {
        Task pixels = task("mnist", 784);
        Task rows = task("fashion-mnist", 28);
        DataSet onePixel = pixels.trainingBatch(3, 1, 4);
        DataSet oneRow = rows.trainingBatch(3, 1, 4);
        assertThat(onePixel.getFeatures().shape()).containsExactly(4, 1, 784);
        assertThat(oneRow.getFeatures().shape()).containsExactly(4, 28, 28);
        for (int b = 0; b < 4; b++) {
            int example = first(onePixel, b);
            for (int p = 0; p < 784; p++) {
                float expected = (float) (pixel(example, p) / 255.0);
                assertThat(onePixel.getFeatures().getFloat(b, 0, p)).isEqualTo(expected);
                assertThat(oneRow.getFeatures().getFloat(b, p % 28, p / 28)).isEqualTo(expected);
            }
            assertThat(onePixel.getLabels().getInt(b, example % 10, 783)).isEqualTo(1);
            assertThat(oneRow.getLabels().getInt(b, example % 10, 27)).isEqualTo(1);
        }
        assertThat(onePixel.getLabels().sumNumber().intValue()).isEqualTo(4);
        assertThat(onePixel.getLabelsMaskArray().sumNumber().intValue()).isEqualTo(4);
    }

    @Test
    void theTestFileTestsAndASixthOfTheTrainingFileValidates() {
        Task task = task("mnist", 28);
        Set<Integer> training = new HashSet<>();
        for (int i = 0; i < 11; i++) {
            training.add(first(task.trainingBatch(2, i, 1), 0));
        }
        Set<Integer> validation = firsts(task.validation());
        assertThat(firsts(task.test())).containsExactlyInAnyOrder(13, 14, 15);
        assertThat(validation).hasSize(2).allMatch(example -> example < 13);
        assertThat(training)
                .hasSize(11)
                .allMatch(example -> example < 13)
                .doesNotContainAnyElementsOf(validation);
        assertThat(BatchHash.of(task)).isEqualTo(BatchHash.of(task("mnist", 28)));
    }

    @Test
    void thePermutedTaskHasTheSamePixelsInAnotherOrder() {
        DataSet plain = task("mnist", 784).trainingBatch(1, 0, 2);
        DataSet permuted = task("permuted-mnist", 784).trainingBatch(1, 0, 2);
        assertThat(permuted.getLabels()).isEqualTo(plain.getLabels());
        assertThat(permuted.getFeatures()).isNotEqualTo(plain.getFeatures());
        assertThat(permuted.getFeatures().slice(1).dup().data().asFloat())
                .containsExactlyInAnyOrder(plain.getFeatures().slice(1).dup().data().asFloat());
        assertThat(task("permuted-fashion-mnist", 784).solveRule())
                .isEqualTo("80 % of the validation images are told");
    }

    @Test
    void badFilesAreNamedInOneLine() throws IOException {
        byte[] images = images(0, 13, 28);
        refused(TRAIN_IMAGES, labels(0, 13), "has to begin with the bytes 00000803");
        refused(TRAIN_LABELS, images, "1 dimension: it has to begin with the bytes 00000801");
        refused(TRAIN_IMAGES, new byte[3], "no IDX file");
        refused(
                TRAIN_IMAGES,
                Arrays.copyOf(images, images.length - 1),
                "damaged, it has 10191 elements instead of the 10192");
        refused(TRAIN_IMAGES, images(0, 13, 27), "images of 27×27 pixels, where 28×28");
        refused(TRAIN_IMAGES, images(0, 14, 28), "14 images, but ");
        refused(TRAIN_IMAGES, images(0, 12, 28), "has 13 labels; there has to be one for each");
        byte[] labels = labels(0, 13);
        labels[8 + 4] = 10;
        refused(TRAIN_LABELS, labels, "label 10 of example 5 (from 1 on) is not one of 0 to 9");
        byte[] huge = images(0, 13, 28);
        huge[4] = (byte) 0xFF;
        refused(TRAIN_IMAGES, huge, "instead of the 335");
        byte[] packed = Files.readAllBytes(folder.resolve(TEST_IMAGES + ".gz"));
        refused(
                TEST_IMAGES + ".gz",
                Arrays.copyOf(packed, 100),
                "damaged, it is no complete gzip file");
        refused(TEST_IMAGES + ".gz", images, "damaged, it is no complete gzip file");
    }

    @Test
    void missingFilesAreNamedWithWhatToDo() throws IOException {
        Files.delete(folder.resolve(TRAIN_LABELS));
        assertThatThrownBy(() -> task("fashion-mnist", 28))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(TRAIN_IMAGES + " and " + TRAIN_LABELS)
                .hasMessageContaining("not all in " + folder)
                .hasMessageContaining("Debian package dataset-fashion-mnist, or set dataPath");
        assertThatThrownBy(() -> RealTasks.create("mnist", 28, "", folder))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("set dataPath to a folder")
                .hasMessageNotContaining("Debian");
        assertThatThrownBy(() -> task("mnist", 30))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("must divide the 784 pixels of an image of mnist");
    }

    @Test
    void tooFewImagesAreAMistake() throws IOException {
        Files.write(folder.resolve(TRAIN_IMAGES), images(0, 5, 28));
        Files.write(folder.resolve(TRAIN_LABELS), labels(0, 5));
        assertThatThrownBy(() -> task("mnist", 28))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("at least 6 training images");
    }

    @Test
    void theInstalledPackageIsRead() {
        assumeTrue(Files.isDirectory(INSTALLED), "dataset-fashion-mnist is not installed");
        Task task = RealTasks.create("fashion-mnist", 28, "", folder).orElseThrow();
        assertThat(task.validation().numExamples()).isEqualTo(1000);
        assertThat(task.test().numExamples()).isEqualTo(1000);
        assertThat(task.test().getLabels().sum(0, 2).minNumber().intValue()).isGreaterThan(50);
    }

    private void refused(String name, byte[] content, String expected) throws IOException {
        Path file = folder.resolve(name);
        byte[] kept = Files.readAllBytes(file);
        Files.write(file, content);
        assertThatThrownBy(() -> task("mnist", 28))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
        Files.write(file, kept);
    }

    private Task task(String name, int sequenceLength) {
        return RealTasks.create(name, sequenceLength, folder.toString(), Path.of("nowhere"))
                .orElseThrow();
    }

    private static int pixel(int example, int pixel) {
        return pixel == 0 ? example : (31 * example + 7 * pixel) % 256;
    }

    private static int first(DataSet batch, int b) {
        return Math.round(batch.getFeatures().getFloat(b, 0, 0) * 255);
    }

    private static Set<Integer> firsts(DataSet batch) {
        Set<Integer> firsts = new HashSet<>();
        for (int b = 0; b < batch.numExamples(); b++) {
            firsts.add(first(batch, b));
        }
        return firsts;
    }

    private static byte[] images(int from, int count, int row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x803);
        out.writeInt(count);
        out.writeInt(row);
        out.writeInt(row);
        for (int e = from; e < from + count; e++) {
            for (int p = 0; p < row * row; p++) {
                out.writeByte(pixel(e, p));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] labels(int from, int count) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x801);
        out.writeInt(count);
        for (int e = from; e < from + count; e++) {
            out.writeByte(e % 10);
        }
        return bytes.toByteArray();
    }

    private void gzip(String name, byte[] content) throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
            out.write(content);
        }
    }
}
