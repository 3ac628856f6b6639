package gradflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.report.data.ReportFolder;
import gradflow.results.StoredResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictsTest {
    @TempDir Path root;

    private ReportFolder folder(String name, String... claims) throws IOException {
        Path folder = Files.createDirectories(root.resolve(name));
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"name\": \""
                        + name
                        + "\", \"experiment\": {}, \"sha256\": {\"claims.csv\": \"\"}}");
        Files.writeString(folder.resolve("claims.csv"), String.join("\n", claims) + "\n");
        return new ReportFolder(StoredResults.open(folder));
    }

    /** Holm by hand over three tests: 0.01·3, 0.03·2, and 0.04, which may not be below that. */
    @Test
    void theClaimsOfAllFoldersAreOneFamily() throws IOException {
        ReportFolder one =
                folder(
                        "one",
                        "note,claim,low,high,verdict,p_value,note_verdict",
                        "6,clear,1.0,2.0,confirmed,0.01,supported",
                        "6,same,2.0,2.0,confirmed,0.0,supported",
                        ",weak,1.0,2.0,refuted,0.04,ours");
        ReportFolder two =
                folder(
                        "two",
                        "note,claim,low,high,verdict,p_value,note_verdict",
                        "7,between,1.0,2.0,inconclusive,0.03,open");
        ReportFolder old =
                folder("old", "note,claim,low,high,verdict", "7,before,1.0,2.0,confirmed");
        Verdicts verdicts = Verdicts.of(List.of(one, two, old));
        assertThat(verdicts.size()).isEqualTo(5);
        assertThat(verdicts.tests()).isEqualTo(3);
        assertThat(verdicts.surviving("one")).isEqualTo(1);
        assertThat(verdicts.surviving("two")).isZero();
        assertThat(verdicts.table().columns())
                .containsExactly(
                        "experiment",
                        "claim",
                        "note",
                        "verdict",
                        "note_verdict",
                        "p_value",
                        "p_value_holm_suite",
                        "suite");
        assertThat(verdicts.table().rows())
                .extracting(row -> row.get(1) + " " + row.get(6) + " " + row.get(7))
                .containsExactly(
                        "clear 0.03 survives",
                        "same NaN untested",
                        "weak 0.06 fails",
                        "between 0.06 open",
                        "before NaN untested");
        assertThat(verdicts.html())
                .contains("All 5 claims; Holm's correction is over the 3 that were tested")
                .doesNotContain("NaN");
    }

    @Test
    void withoutClaimsThereIsNothingToCorrect() {
        assertThat(Verdicts.of(List.of()).size()).isZero();
        assertThat(Verdicts.of(List.of()).table().rows()).isEmpty();
    }
}
