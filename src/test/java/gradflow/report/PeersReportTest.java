package gradflow.report;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.results.ResultsFolder;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import gradflow.results.Table;
import gradflow.results.schema.TableCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a comparison with peers. */
class PeersReportTest {
    private static final Path SAMPLE = Path.of("src/test/resources/gradflow/peers.csv");

    @TempDir Path folder;

    private StoredResults written() throws Exception {
        StoredTable sample = StoredTable.read(SAMPLE);
        List<List<Object>> rows = new ArrayList<>();
        sample.rows().forEach(row -> rows.add(new ArrayList<>(row)));
        Table timings = new Table(Table.TIMINGS, sample.columns(), rows);
        List<String> each = new ArrayList<>(sample.columns().subList(0, 10));
        each.addAll(List.of("round", "milliseconds"));
        List<Object> round = new ArrayList<>(rows.get(0).subList(0, 10));
        round.addAll(List.of(1, 20.0));
        try (ResultsFolder results = ResultsFolder.open(folder, "peers")) {
            results.write(
                    List.of(timings, new Table(Table.ROUNDS, each, List.of(round))),
                    Map.of(
                            "name",
                            "peers",
                            "command",
                            "src/bench/bench.sh peers",
                            "experiment",
                            Map.of("question", "How long?", "type", "peers")));
        }
        return StoredResults.open(folder.resolve("peers"));
    }

    @Test
    void filesAreAsTheyAreDeclared() throws Exception {
        StoredResults results = written();
        assertThat(TableCheck.read(results, Table.TIMINGS).rows()).hasSize(8);
        assertThat(TableCheck.read(results, Table.ROUNDS).rows()).hasSize(1);
    }

    @Test
    void showsEveryImplementationAndSaysWhichGoalsAreMissed() throws Exception {
        String page = new String(Reports.page(written()), StandardCharsets.UTF_8);
        assertThat(page)
                .contains(
                        "Ours takes less time than the strongest peer in 2 of 3 workloads;"
                                + " goals: 2, reached: 1.")
                .contains("Missed: step of the GRU in FLOAT, B 1, T 1, I 32, H 128: 3")
                .contains("<figure id=\"peer-times\">")
                .contains("pytorch-tuned", "gradflow-rnnTimeStep", "onednn")
                .contains("Measured again with", "src/bench/bench.sh peers")
                .doesNotContain("-Dexp=peers", "There are no runs");
    }
}
