package gradflow.results.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import gradflow.results.ResultsFolder;
import gradflow.results.StoredTable;
import gradflow.results.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;
import org.tensorflow.framework.Summary;

/**
 * Event files are read back by another reader: checksums bit by bit, messages by protocol buffers
 * and the classes that TensorFlow's own definitions were compiled to.
 */
class EventFilesTest {
    private static final List<String> COLUMNS =
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
                    "learning_rate");
    private static final List<List<Object>> ROWS =
            List.of(
                    Arrays.asList(
                            "GRU_seed1", "GRU", "adding", 0, 0, null, 0.5, 0.25, null, null, null),
                    Arrays.asList(
                            "GRU_seed1",
                            "GRU",
                            "adding",
                            300,
                            9600,
                            0.125,
                            null,
                            null,
                            2.0,
                            true,
                            0.01),
                    Arrays.asList(
                            "a/b_seed2", "GRU", "adding", 0, 0, null, 1.0, 0.0, null, null, null));

    @TempDir Path root;

    /** What an event says. */
    private record Event(long step, String version, List<String> scalars) {}

    private static int crc32c(byte[] data) {
        int crc = -1;
        for (byte each : data) {
            crc ^= each & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
            }
        }
        return ~crc;
    }

    private static void check(byte[] data, int stored) {
        int crc = crc32c(data);
        assertThat(stored).isEqualTo((crc >>> 15 | crc << 17) + 0xa282ead8);
    }

    private static List<Event> events(byte[] file) throws IOException {
        List<Event> events = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            check(length, in.getInt());
            long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
            byte[] data = new byte[(int) size];
            in.get(data);
            check(data, in.getInt());
            events.add(event(data));
        }
        return events;
    }

    private static Event event(byte[] data) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(data);
        long step = 0;
        String version = "";
        List<String> scalars = new ArrayList<>();
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 2 -> step = in.readInt64();
                case 3 -> version = in.readString();
                case 5 -> {
                    Summary summary = Summary.parseFrom(in.readByteArray());
                    for (Summary.Value value : summary.getValueList()) {
                        scalars.add(value.getTag() + "=" + value.getSimpleValue());
                    }
                }
                default -> throw new AssertionError("field " + tag);
            }
        }
        return new Event(step, version, scalars);
    }

    @Test
    void theReadersChecksumIsCrc32c() {
        assertThat(crc32c("123456789".getBytes(StandardCharsets.US_ASCII))).isEqualTo(0xE3069283);
    }

    @Test
    void anotherReaderFindsTheCurves() throws IOException {
        Map<String, byte[]> files =
                EventFiles.of(StoredTable.of(new Table("curves.csv", COLUMNS, ROWS)));
        assertThat(files).containsOnlyKeys("GRU_seed1", "a/b_seed2");
        assertThat(events(files.get("GRU_seed1")))
                .containsExactly(
                        new Event(0, "brain.Event:2", List.of()),
                        new Event(0, "", List.of("validation_loss=0.5", "validation_metric=0.25")),
                        new Event(300, "", List.of("train_loss=0.125", "gradient_l2=2.0")));
    }

    @Test
    void filesLieOutsideTheResultsAndReplaceOlderOnes() throws IOException {
        write("training", ROWS);
        Path old = root.resolve(".tensorboard/toy/old/events");
        Files.createDirectories(old.getParent());
        Files.createFile(old);
        String said = events();
        Path folder = root.resolve(".tensorboard").resolve("toy");
        assertThat(said).contains("toy: event files of 2 runs").contains(folder.toString());
        assertThat(old).doesNotExist();
        Path file = folder.resolve("GRU_seed1/events.out.tfevents.0.gradflow");
        assertThat(events(Files.readAllBytes(file))).hasSize(3);
        assertThat(folder.resolve("a%2Fb_seed2")).isDirectory();
        try (var files = Files.list(root.resolve("toy"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void damagedAndMissingCurvesAreNamed() throws IOException {
        assertThatThrownBy(this::events)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("holds no results");
        write("training", ROWS);
        Path curves = root.resolve("toy").resolve("curves.csv");
        Files.writeString(curves, Files.readString(curves).replace("0.125", "0,125x"));
        assertThatThrownBy(this::events)
                .isInstanceOf(UserMistake.class)
                .hasMessage(curves + ": row 2 has 12 values instead of 11");
        Files.writeString(curves, Files.readString(curves).replace("0,125x", "0.125x"));
        assertThatThrownBy(this::events)
                .hasMessage(
                        curves + ": row 2, column train_loss: '0.125x' is not a number, 0 or more");
        Files.delete(curves);
        assertThatThrownBy(this::events).hasMessageContaining("has no curves.csv");
        assertThat(root.resolve(".tensorboard")).doesNotExist();
    }

    private void write(String type, List<List<Object>> rows) throws IOException {
        try (ResultsFolder folder = ResultsFolder.open(root, "toy")) {
            folder.write(
                    List.of(new Table("curves.csv", COLUMNS, rows)),
                    Map.of("name", "toy", "experiment", Map.of("type", type)));
        }
    }

    private String events() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new EventFiles(root)
                .write(List.of("toy"), new PrintStream(said, true, StandardCharsets.UTF_8));
        return said.toString(StandardCharsets.UTF_8);
    }
}
