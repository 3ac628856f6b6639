package gradflow.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.experiment.Outcome;
import gradflow.experiment.OutcomeJson;
import gradflow.mistake.UserMistake;
import gradflow.plan.ExperimentSpec;
import gradflow.results.Disk;
import gradflow.sweep.provenance.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir Path folder;
    private final ExperimentSpec spec = Toy.spec(2, "");
    private final Identity identity = Identity.of(spec);
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("journal");
    }

    private Journal open() throws IOException {
        return Journal.open(file, identity, false, new Disk());
    }

    /** The outcomes of the first runs, written into the journal. */
    private List<Outcome> write(int runs) throws IOException {
        List<Outcome> outcomes =
                spec.runs().stream().limit(runs).map(run -> new Toy().run(run)).toList();
        try (Journal journal = open()) {
            for (Outcome outcome : outcomes) {
                journal.add(outcome);
            }
        }
        return outcomes;
    }

    private List<Outcome> read() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        var unused = Journal.read(file, outcomes::add);
        return outcomes;
    }

    @Test
    void runsComeBackWithTheSameBits() throws IOException {
        List<Outcome> written = write(3);
        assertThat(read().stream().map(OutcomeJson::write))
                .containsExactlyElementsOf(written.stream().map(OutcomeJson::write).toList());
        try (Journal again = open()) {
            assertThat(again.kept()).isEqualTo(3);
            assertThat(again.keeps(spec.runs().get(2).runId())).isTrue();
            assertThat(again.keeps(spec.runs().get(3).runId())).isFalse();
        }
    }

    /** A process may be killed at any byte. */
    @Test
    void aTornEndIsDroppedWhereverItIsTorn() throws IOException {
        var unused = write(3);
        byte[] whole = Files.readAllBytes(file);
        int lastLine = new String(whole, StandardCharsets.UTF_8).lastIndexOf("\n{") + 1;
        for (int length = lastLine; length < whole.length; length += 7) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            try (Journal journal = open()) {
                assertThat(journal.kept()).isEqualTo(2);
                journal.add(new Toy().run(spec.runs().get(2)));
            }
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void aTornFirstLineIsNoJournal() throws IOException {
        var unused = write(1);
        Files.writeString(file, Files.readString(file).substring(0, 50));
        try (Journal journal = open()) {
            assertThat(journal.kept()).isZero();
        }
        assertThat(file).doesNotExist();
    }

    /** One digit is enough; the file stays as it is. */
    @Test
    void aDamagedLineIsNamed() throws IOException {
        var unused = write(3);
        List<String> lines = Files.readAllLines(file);
        lines.set(2, lines.get(2).replaceFirst("\"step", "\"stop"));
        String damaged = String.join("\n", lines) + "\n";
        Files.writeString(file, damaged);
        assertThatThrownBy(this::open)
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith(file + " line 3: is damaged (")
                .hasMessageContaining("-Drestart");
        assertThat(file).hasContent(damaged);
        lines.remove(2);
        Files.writeString(file, String.join("\n", lines) + "\n");
        try (Journal journal = open()) {
            assertThat(journal.kept()).isEqualTo(2);
        }
        Files.writeString(file, "{}\n" + damaged);
        assertThatThrownBy(this::open).hasMessageStartingWith(file + " line 1: is damaged (");
    }

    @Test
    void aChangedSettingIsNamed() throws IOException {
        var unused = write(2);
        for (String[] change :
                new String[][] {
                    {"fixed: {batchSize: 16}", "fixed.batchSize was 32 and is 16"},
                    {"nuisance: {learningRate: [0.1, 0.2]}", "fixed.learningRate was "}
                }) {
            Identity changed = Identity.of(Toy.spec(2, change[0]));
            assertThatThrownBy(() -> Journal.open(file, changed, false, new Disk()))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("holds 2 finished runs, but since then " + change[1])
                    .hasMessageContaining("-Drestart");
        }
        assertThatThrownBy(
                        () -> Journal.open(file, Identity.of(Toy.spec(3, "")), false, new Disk()))
                .hasMessageContaining("seeds was [1,2] and is [1,2,3]");
        assertThat(read()).hasSize(2);
        try (Journal journal = Journal.open(file, Identity.of(Toy.spec(3, "")), true, new Disk())) {
            assertThat(journal.kept()).isZero();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void theOrderOfTheGridIsPartOfIt() {
        String json = identity.json();
        String turned = json.replace("\"program\"", "\"x\"");
        assertThat(Identity.of(turned).changesSince(identity)).hasSize(2);
        Identity one = Identity.of("{\"grid\":[{\"a\":[1],\"b\":[2]}]}");
        Identity other = Identity.of("{\"grid\":[{\"b\":[2],\"a\":[1]}]}");
        assertThat(other.changesSince(one)).hasSize(1);
        assertThat(one.changesSince(one)).isEmpty();
    }

    /** Another program's, processor's or Java's numbers must not end in one folder with these. */
    @Test
    void whatComputesIsPartOfIt() throws IOException {
        var unused = write(1);
        for (String key : List.of("program", "jdk", "openblas", "libraries")) {
            Identity changed = Identity.of(identity.json());
            changed.tree().put(key, "another");
            assertThatThrownBy(() -> Journal.open(file, changed, false, new Disk()))
                    .hasMessageContaining("since then " + key + " was ");
        }
    }

    @Test
    void dataThatAUserBringsArePartOfIt() throws IOException {
        Path series = Files.writeString(folder.resolve("series.csv"), "time,value\n1,1\n");
        String fixed = "fixed: {task: forecast, dataPath: \"" + series + "\"}\n";
        Identity before = Identity.of(Toy.spec(1, fixed));
        assertThat(Identity.of(Toy.spec(1, fixed)).changesSince(before)).isEmpty();
        Files.writeString(series, "time,value\n1,2\n");
        assertThat(Identity.of(Toy.spec(1, fixed)).changesSince(before))
                .singleElement()
                .asString()
                .startsWith("data." + series + " was ");
    }

    @Test
    void wordsAndClaimsMayChange() throws IOException {
        var unused = write(2);
        ExperimentSpec other =
                Toy.spec(
                        2,
                        "baseline: {cell: LSTM}\nduration: long\nclaims: [{id: a, note: 1, says: b,"
                                + " column: test_loss, condition: {cell: LSTM}, relation: <,"
                                + " value: 1}]\n");
        try (Journal journal = Journal.open(file, Identity.of(other), false, new Disk())) {
            assertThat(journal.kept()).isEqualTo(2);
        }
    }

    @Test
    void whatFailedIsMadeAgain() throws IOException {
        try (Journal journal = open()) {
            journal.add(Outcome.failed(spec.runs().get(0), new IllegalStateException("no luck")));
            journal.add(new Toy().run(spec.runs().get(1)));
            assertThat(journal.kept()).isEqualTo(1);
        }
        try (Journal journal = open()) {
            assertThat(journal.keeps(spec.runs().get(0).runId())).isFalse();
            assertThat(journal.keeps(spec.runs().get(1).runId())).isTrue();
        }
    }

    @Test
    void aJournalWithoutRunsLeavesNoFile() throws IOException {
        open().close();
        assertThat(file).doesNotExist();
        Files.createFile(file);
        open().close();
        assertThat(file).doesNotExist();
    }

    /** What is after the end of the last whole line is no line of another experiment. */
    @Test
    void zerosOfACrashedDiskAreATornEnd() throws IOException {
        var unused = write(2);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, new byte[100], StandardOpenOption.APPEND);
        try (Journal journal = open()) {
            assertThat(journal.kept()).isEqualTo(2);
        }
        assertThat(file).hasBinaryContent(whole);
    }
}
