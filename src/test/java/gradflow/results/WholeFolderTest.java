package gradflow.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever the process is killed, the folder holds the old state or the new one, and all of it. */
class WholeFolderTest {
    @TempDir Path root;

    private static List<Table> state(int value) {
        List<Table> tables = new ArrayList<>();
        for (String file : List.of("runs.csv", "gradients.csv", "only" + value + ".csv")) {
            tables.add(new Table(file, List.of("a"), List.of(List.of(value))));
        }
        return tables;
    }

    private static void write(Path root, int value, FileOperations disk) throws IOException {
        try (ResultsFolder folder = ResultsFolder.open(root, "x", disk)) {
            folder.write(state(value), Map.of("state", value));
        }
    }

    /** The state that is there, after a check that there is nothing else. */
    private static int state(Path folder) throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(folder.resolve("manifest.json").toFile());
        List<String> listed = new ArrayList<>(List.of("manifest.json", "notes.txt"));
        manifest.get("sha256").fieldNames().forEachRemaining(listed::add);
        assertThat(names(folder)).containsExactlyInAnyOrderElementsOf(listed);
        for (String file : listed.subList(2, listed.size())) {
            assertThat(DigestUtils.sha256Hex(Files.readAllBytes(folder.resolve(file))))
                    .isEqualTo(manifest.get("sha256").get(file).asText());
        }
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
        return manifest.get("state").asInt();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Kills after every number of operations until there are no more; how often it was tried. */
    private int killAtEveryOperation(boolean exchanges) throws IOException {
        for (int operations = 0; ; operations++) {
            Path folder = Files.createDirectories(root.resolve("at" + operations));
            write(folder, 1, new Disk());
            Files.writeString(folder.resolve("x/notes.txt"), "mine");
            FaultyDisk disk = new FaultyDisk(FaultyDisk.Fault.CRASH, operations, exchanges);
            try {
                write(folder, 2, disk);
            } catch (FaultyDisk.Killed killed) {
                assertThat(disk.survived()).isFalse();
            }
            if (exchanges) {
                assertThat(state(folder.resolve("x"))).isIn(1, 2);
            }
            ResultsFolder.open(folder, "x", new Disk()).close();
            assertThat(state(folder.resolve("x"))).isIn(1, 2);
            assertThat(names(folder)).containsExactly("x");
            if (disk.survived()) {
                assertThat(state(folder.resolve("x"))).isEqualTo(2);
                return operations;
            }
        }
    }

    @Test
    void foldersThatChangePlacesAreWholeAtEveryMoment() throws IOException {
        Path one = Files.createDirectory(root.resolve("one"));
        Path other = Files.createDirectory(root.resolve("other"));
        if (new Disk().exchange(one, other)) {
            assertThat(killAtEveryOperation(true)).isGreaterThan(10);
        }
    }

    @Test
    void foldersThatAreRenamedAreWholeOnceTheyAreOpenedAgain() throws IOException {
        assertThat(killAtEveryOperation(false)).isGreaterThan(10);
    }

    @Test
    void theFirstResultsAreThereCompletelyOrNotAtAll() throws IOException {
        FaultyDisk disk;
        int operations = 0;
        do {
            disk = new FaultyDisk(FaultyDisk.Fault.CRASH, operations++, true);
            try {
                write(root, 1, disk);
            } catch (FaultyDisk.Killed killed) {
                assertThat(disk.survived()).isFalse();
            }
            if (Files.exists(root.resolve("x"))) {
                assertThat(names(root.resolve("x"))).hasSize(4);
            }
        } while (!disk.survived());
        assertThat(names(root)).containsExactly("x");
    }

    /** A process of its own that writes one state after the other until it is killed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            for (int value = 1; ; value = 3 - value) {
                write(Path.of(arguments[0]), value, new Disk());
                System.out.println(value);
            }
        }
    }

    @Test
    void aKilledProcessLeavesOneState() throws Exception {
        write(root, 1, new Disk());
        Files.writeString(root.resolve("x/notes.txt"), "mine");
        Random random = new Random(1);
        for (int kill = 0; kill < 4; kill++) {
            Process writer =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Writer.class.getName(),
                                    root.toString())
                            .redirectErrorStream(true)
                            .start();
            assertThat(writer.getInputStream().read()).isIn((int) '1', (int) '2');
            TimeUnit.MICROSECONDS.sleep(random.nextInt(50_000));
            writer.destroyForcibly().waitFor();
            ResultsFolder.open(root, "x", new Disk()).close();
            assertThat(state(root.resolve("x"))).isIn(1, 2);
            assertThat(names(root)).containsExactly("x");
        }
    }
}
