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

    /** In its identifier the cell comes last, and each gradient has one truncation length. */
    @Test
    void theCellStandsFirstAndWhatSaysNothingIsLeftOut() throws Exception {
        Drawing drawing = of("gradient-estimators");
        assertThat(drawing.data().get("rows").distinct("contender")).contains("LSTM, truncated");
        assertThat(drawing.caption()).contains("the same cell with bptt, truncation length 60");
    }
}
