package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.mistake.UserMistake;
import gradflow.results.Disk;
import gradflow.results.FaultyDisk;
import gradflow.results.FileOperations;
import gradflow.results.ResultsFolder;
import gradflow.results.Table;
import gradflow.sweep.provenance.Identity;
import gradflow.verify.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every operation on the disk of every command that writes goes wrong once in each way. What is
 * there then is one whole state, and the next command ends with the bytes of an undisturbed one.
 */
class SweepFaultsTest {
    private static final List<String> FILES = List.of("runs.csv", "steps.csv");
    private static final int RUNS = 4;

    @TempDir(factory = InMemory.class)
    Path folder;

    private Path undisturbed;

    /** Thousands of forced writes take minutes on a disk and none in memory. */
    static final class InMemory implements TempDirFactory {
        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext test)
                throws IOException {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "junit")
                    : Files.createTempDirectory("junit");
        }
    }

    /** A command: what is there before it, and what it does. */
    private enum Command {
        SWEEP {
            @Override
            int carryOut(SweepFaultsTest test, Path root, Toy toy, FileOperations disk)
                    throws Exception {
                return test.laboratory(root, false, disk).carryOut(List.of(assignment(toy)));
            }
        },
        FIRST_SWEEP {
            @Override
            void prepare(SweepFaultsTest test, Path root) {
                // Not even the root is there.
            }

            @Override
            int carryOut(SweepFaultsTest test, Path root, Toy toy, FileOperations disk)
                    throws Exception {
                return SWEEP.carryOut(test, root, toy, disk);
            }
        },
        RESUME {
            @Override
            void prepare(SweepFaultsTest test, Path root) throws Exception {
                test.older(root);
                test.journal(root.resolve(".test.journal"), "torn");
            }

            @Override
            int carryOut(SweepFaultsTest test, Path root, Toy toy, FileOperations disk)
                    throws Exception {
                return SWEEP.carryOut(test, root, toy, disk);
            }
        },
        RESTART {
            @Override
            void prepare(SweepFaultsTest test, Path root) throws Exception {
                RESUME.prepare(test, root);
            }

            @Override
            int carryOut(SweepFaultsTest test, Path root, Toy toy, FileOperations disk)
                    throws Exception {
                return test.laboratory(root, true, disk).carryOut(List.of(assignment(toy)));
            }
        },
        SHARD {
            @Override
            int carryOut(SweepFaultsTest test, Path root, Toy toy, FileOperations disk)
                    throws Exception {
                Laboratory laboratory = test.laboratory(root, false, disk);
                return laboratory.shard(List.of(assignment(toy)), new Shard(1, 2));
            }

            @Override
            void finish(SweepFaultsTest test, Path root) throws Exception {
                Laboratory laboratory = test.laboratory(root, false, new Disk());
                List<Assignment> toy = List.of(assignment(new Toy()));
                assertThat(laboratory.shard(toy, new Shard(2, 2))).isZero();
                assertThat(laboratory.merge(toy)).isZero();
            }
        },
        MERGE {
            @Override
            void prepare(SweepFaultsTest test, Path root) throws Exception {
                SWEEP.prepare(test, root);
                for (int i = 1; i <= 2; i++) {
                    var unused =
                            test.laboratory(root, false, new Disk())
                                    .shard(List.of(assignment(new Toy())), new Shard(i, 2));
                }
            }

            /** Once they are merged the parts are gone, and there is nothing to merge again. */
            @Override
            int carryOut(SweepFaultsTest test, Path root, Toy toy, FileOperations disk)
                    throws Exception {
                Laboratory laboratory = test.laboratory(root, false, disk);
                if (Files.exists(root.resolve(".shards/test"))) {
                    return laboratory.merge(List.of(assignment(toy)));
                }
                assertThatThrownBy(() -> laboratory.merge(List.of(assignment(toy))))
                        .isInstanceOf(UserMistake.class)
                        .hasMessageContaining("4 of 4 runs are in no shard");
                return 0;
            }

            /** What could not be removed was told, and goes with the next results. */
            @Override
            void finish(SweepFaultsTest test, Path root) throws Exception {
                if (names(root).size() > 1) {
                    assertThat(SWEEP.carryOut(test, root, new Toy(), new Disk())).isZero();
                }
            }
        },
        VERIFY {
            @Override
            void prepare(SweepFaultsTest test, Path root) throws Exception {
                assertThat(SWEEP.carryOut(test, root, new Toy(), new Disk())).isZero();
                test.journal(scratch(root).resolve(".test.journal"), "torn");
            }

            @Override
            int carryOut(SweepFaultsTest test, Path root, Toy toy, FileOperations disk)
                    throws Exception {
                Laboratory laboratory = test.laboratory(scratch(root), false, disk);
                return new Verification(root, scratch(root), laboratory, test.out)
                        .verify(List.of(assignment(toy)), 1);
            }
        },
        VERIFY_SHARE {
            @Override
            void prepare(SweepFaultsTest test, Path root) throws Exception {
                assertThat(SWEEP.carryOut(test, root, new Toy(), new Disk())).isZero();
            }

            @Override
            int carryOut(SweepFaultsTest test, Path root, Toy toy, FileOperations disk)
                    throws Exception {
                Laboratory laboratory = test.laboratory(scratch(root), false, disk);
                return new Verification(root, scratch(root), laboratory, test.out)
                        .verify(List.of(assignment(toy)), 0.5);
            }
        };

        /** Older results with a file of the user's. */
        void prepare(SweepFaultsTest test, Path root) throws Exception {
            test.older(root);
        }

        /** How many runs failed or files are wrong. */
        abstract int carryOut(SweepFaultsTest test, Path root, Toy toy, FileOperations disk)
                throws Exception;

        /** What is to be done after it until there are results. */
        void finish(SweepFaultsTest test, Path root) throws Exception {}
    }

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);

    private static Assignment assignment(Toy toy) {
        return new Assignment(Toy.spec(1, ""), toy);
    }

    private static Path scratch(Path root) {
        return root.resolveSibling(root.getFileName() + "-scratch");
    }

    private Laboratory laboratory(Path root, boolean restart, FileOperations disk) {
        boolean scratch = root.toString().endsWith("-scratch");
        return new Laboratory(
                root, new Manner(1, false, scratch, restart, "the command"), out, disk);
    }

    private void older(Path root) throws IOException {
        try (ResultsFolder results = ResultsFolder.open(root, "test", new Disk())) {
            results.write(
                    List.of(
                            new Table("runs.csv", List.of("a"), List.of(List.of(1))),
                            new Table("old.csv", List.of("a"), List.of(List.of(2)))),
                    Map.of("name", "older"));
        }
        Files.writeString(root.resolve("test/notes.txt"), "mine");
    }

    /** A journal of two runs and half of a third. */
    private void journal(Path file, String torn) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        var spec = Toy.spec(1, "");
        try (Journal journal = Journal.open(file, Identity.of(spec), false, new Disk())) {
            for (int run = 0; run < 2; run++) {
                journal.add(new Toy().run(spec.runs().get(run)));
            }
        }
        Files.writeString(file, Files.readString(file) + torn);
    }

    @BeforeEach
    void anUndisturbedSweep() throws Exception {
        undisturbed = folder.resolve("undisturbed");
        assertThat(Command.SWEEP.carryOut(this, undisturbed, new Toy(), new Disk())).isZero();
    }

    /** Nothing, the older results or the new ones, each with all of its files and no other. */
    private void isOneWholeState(Path results) throws IOException {
        if (!Files.exists(results)) {
            return;
        }
        JsonNode manifest = new ObjectMapper().readTree(results.resolve("manifest.json").toFile());
        TreeSet<String> listed = new TreeSet<>(List.of("manifest.json"));
        manifest.get("sha256").fieldNames().forEachRemaining(listed::add);
        TreeSet<String> there = new TreeSet<>(names(results));
        there.remove("notes.txt");
        assertThat(there).isEqualTo(listed);
        listed.remove("manifest.json");
        for (String file : listed) {
            assertThat(DigestUtils.sha256Hex(Files.readAllBytes(results.resolve(file))))
                    .isEqualTo(manifest.get("sha256").get(file).asText());
        }
        if (manifest.get("name").asText().equals("older")) {
            assertThat(there).contains("old.csv");
        } else {
            isAsUndisturbed(results);
        }
    }

    private void isAsUndisturbed(Path results) {
        for (String file : FILES) {
            assertThat(results.resolve(file))
                    .hasSameBinaryContentAs(undisturbed.resolve("test").resolve(file));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Runs that had counted before the fault are not made again. */
    private int counted() {
        return (int)
                console.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.matches("\\d+/\\d+ .*"))
                        .count();
    }

    /** Once there are results, or all runs are to be made again. */
    private static boolean isForgotten(FaultyDisk disk) {
        return disk.operations().stream().anyMatch(step -> step.matches("delete .*\\.journal"));
    }

    /** What a process ends with: killed, or a line for its user. */
    private void disturb(Command command, Path root, FaultyDisk disk) throws Exception {
        try {
            assertThat(command.carryOut(this, root, new Toy(), disk)).isZero();
        } catch (IOException | UserMistake told) {
            assertThat(disk.survived()).isFalse();
            assertThat(told.getMessage()).isNotBlank();
        } catch (FaultyDisk.Killed killed) {
            assertThat(disk.survived()).isFalse();
        } catch (IllegalStateException killed) {
            assertThat(killed).hasRootCauseInstanceOf(FaultyDisk.Killed.class);
        }
    }

    private List<String> faultAtEveryOperation(
            Command command, FaultyDisk.Fault fault, boolean exchanges) throws Exception {
        for (int at = 0; ; at++) {
            Path root = folder.resolve("at" + at + fault + exchanges);
            command.prepare(this, root);
            boolean hadResults = Files.exists(root.resolve("test"));
            console.reset();
            FaultyDisk disk = new FaultyDisk(fault, at, exchanges);
            try {
                disturb(command, root, disk);
                if (exchanges) {
                    isOneWholeState(root.resolve("test"));
                    assertThat(Files.exists(root.resolve("test")) || !hadResults).isTrue();
                }
                int counted = isForgotten(disk) ? 0 : counted();
                Toy again = new Toy();
                assertThat(command.carryOut(this, root, again, new Disk())).isZero();
                assertThat(again.made.size()).isLessThanOrEqualTo(RUNS - counted);
                command.finish(this, root);
                isAsUndisturbed(root.resolve("test"));
                assertThat(names(root)).containsExactly("test");
                assertThat(names(scratch(root))).isEmpty();
                if (hadResults && command != Command.VERIFY && command != Command.VERIFY_SHARE) {
                    assertThat(root.resolve("test/notes.txt")).hasContent("mine");
                }
            } catch (AssertionError | Exception wrong) {
                throw new AssertionError(
                        "%s at %d: %s".formatted(fault, at, disk.operations()), wrong);
            }
            if (disk.survived()) {
                return disk.operations();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void everyOperationMayGoWrong(Command command) throws Exception {
        int operations = 0;
        for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
            operations = faultAtEveryOperation(command, fault, true).size();
        }
        assertThat(operations).isGreaterThan(10);
        System.out.printf("%s: %d operations on the disk%n", command, operations);
    }

    /** Where two folders cannot change places, the old one steps aside. */
    @ParameterizedTest
    @EnumSource(FaultyDisk.Fault.class)
    void everyOperationMayGoWrongWithoutExchange(FaultyDisk.Fault fault) throws Exception {
        assertThat(faultAtEveryOperation(Command.SWEEP, fault, false))
                .filteredOn(operation -> operation.startsWith("move"))
                .hasSize(2);
    }

    /** If this list grows a new kind of operation, the tests above have seen it. */
    @Test
    void theOperationsOfASweepAreThese() throws Exception {
        Path root = folder.resolve("listed");
        older(root);
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Fault.CRASH, Integer.MAX_VALUE, true);
        disturb(Command.SWEEP, root, disk);
        List<String> kinds = new ArrayList<>();
        for (String operation : disk.operations()) {
            kinds.add(operation.replaceAll("-\\d+", "-PID"));
        }
        assertThat(kinds)
                .startsWith("open .test.lock", "truncate .test.lock", "write text .test.lock")
                .contains(
                        "create folder .test-PID",
                        "open .test.journal",
                        "truncate .test.journal",
                        "force file .test.journal",
                        "write line .test.journal",
                        "write runs.csv",
                        "write steps.csv",
                        "write timings.csv",
                        "write manifest.json",
                        "carry notes.txt",
                        "exchange .test-PID",
                        "delete .test-PID",
                        "delete .test.journal")
                .endsWith("delete .test.lock");
    }
}
