package gradflow.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import gradflow.results.StoredResults;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ImprovementsTest {

    private static Drawing of(String name) throws Exception {
        StoredResults stored = StoredResults.open(Path.of("results", name));
        return new Improvements().of(new ReportFolder(stored)).orElseThrow();
    }

    @Test
    void contendersBlocksAndBaselinesAreWords() throws Exception {
        Drawing drawing = of("truncation-trained");
        assertThat(drawing.data().get("rows").distinct("contender"))
                .contains("SimpleRnn, truncation length 1");
        assertThat(drawing.data().get("rows").distinct("setting"))
                .contains("all blocks", "lagged-xor, lag 7, classes 0, sequences 3200");
        assertThat(drawing.caption()).contains("the same cell with truncation length 60");
        assertThat(of("mitigations").data().get("rows").distinct("contender"))
                .contains("GRU, chrono")
                .noneMatch(name -> name.contains("="));
    }

    @Test
    void noContenderHasTheNameOfItsBaseline() throws Exception {
        assertThat(of("adding").data().get("rows").distinct("contender"))
                .contains("SimpleRnn, irnn");
        assertThat(of("copy-memory").data().get("rows").distinct("contender"))
                .contains("LSTM, chrono", "SimpleRnn, init-orthogonal");
        assertThat(of("windows-without-loss").data().get("rows").distinct("contender"))
                .anyMatch(name -> name.contains("skip windows without loss true"));
    }

    /** In its identifier the cell comes last; BPTT of 2 steps is told from that of 60. */
    @Test
    void theCellStandsFirstAndALengthThatTellsFromTheBaselineStays() throws Exception {
        Drawing drawing = of("gradient-estimators");
        assertThat(drawing.data().get("rows").distinct("contender"))
                .contains("LSTM, truncated, truncation length 2");
        assertThat(drawing.caption()).contains("the same cell with bptt, truncation length 60");
    }
}
