package gradflow.verify;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.results.StoredTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConclusionsTest {

    private static StoredTable table(String... lines) {
        List<List<String>> all =
                Arrays.stream(lines).map(line -> List.of(line.split(",", -1))).toList();
        return new StoredTable(all.get(0), all.subList(1, all.size()));
    }

    private static FileVerdict judge(StoredTable one, StoredTable other) {
        return Conclusions.judge("x.csv", one, other);
    }

    @Test
    void intervalsOfTheSameStatementHaveToOverlap() {
        String head = "place,cell,sequence_length,chosen_rate,runs,rate,rate_low,rate_high,p_value";
        StoredTable reference =
                table(head, "1,GRU,50,0.1,5,0.5,0.4,0.6,0.01", "2,LSTM,50,0.1,5,0.3,,,0.5");
        StoredTable agrees =
                table(head, "1,LSTM,50,0.1,5,0.6,,,0.01", "2,GRU,50,0.2,5,0.3,0.59,0.8,0.5");
        assertThat(judge(reference, agrees).word()).isEqualTo(FileVerdict.Word.AGREES);
        assertThat(judge(reference, agrees).detail()).isEqualTo("all 1 intervals overlap");
        StoredTable differs =
                table(head, "1,LSTM,50,0.1,5,0.6,,,0.01", "2,GRU,50,0.1,5,0.3,0.61,0.8,0.5");
        assertThat(judge(reference, differs).word()).isEqualTo(FileVerdict.Word.DIFFERS);
        assertThat(judge(reference, differs).detail())
                .isEqualTo("GRU 50, rate_low: 0.4 to 0.6 and 0.61 to 0.8 do not overlap");
        StoredTable gone = table(head, "1,GRU,50,0.1,5,0.5,0.4,0.6,0.01");
        assertThat(judge(reference, gone).detail()).isEqualTo("no row for LSTM 50");
    }

    @Test
    void aClaimIsNotConfirmedByOneAndRefutedByTheOther() {
        String head = "claim,runs,mean,low,high,verdict";
        StoredTable confirmed = table(head, "a,5,1.0,0.0,2.0,confirmed");
        assertThat(judge(confirmed, table(head, "a,5,1.1,0.0,2.0,inconclusive")).word())
                .isEqualTo(FileVerdict.Word.AGREES);
        assertThat(judge(confirmed, table(head, "a,5,1.1,0.0,2.0,refuted")).detail())
                .isEqualTo("a: confirmed is refuted");
    }

    @Test
    void runsAreJudgedByTheMeansOfTheirConditions() {
        String head = "run_id,seed,status,loss";
        StoredTable reference = table(head, "a_seed1,1,solved,1.0", "a_seed2,2,solved,1.2");
        assertThat(judge(reference, table(head, "a_seed1,1,solved,1.1", "a_seed2,2,solved,1.0")))
                .extracting(FileVerdict::word)
                .isEqualTo(FileVerdict.Word.AGREES);
        assertThat(judge(reference, table(head, "a_seed1,1,solved,9.1", "a_seed2,2,solved,9.2")))
                .extracting(FileVerdict::word)
                .isEqualTo(FileVerdict.Word.DIFFERS);
        StoredTable one = table(head, "a_seed1,1,solved,1.0");
        assertThat(judge(one, table(head, "a_seed1,1,solved,5.0")).word())
                .isEqualTo(FileVerdict.Word.NOT_JUDGED);
    }

    @Test
    void otherColumnsAreADifference() {
        assertThat(judge(table("run_id,lag", "a,1"), table("run_id,log", "a,1")).word())
                .isEqualTo(FileVerdict.Word.DIFFERS);
        assertThat(judge(table("run_id,lag", "a,1"), table("run_id,lag", "a,2")).word())
                .isEqualTo(FileVerdict.Word.NOT_JUDGED);
    }
}
