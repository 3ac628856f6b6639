package gradflow.task.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700,1 1701,2 1702,3.5",
                "0.1,1 0.2,2 0.3,3.5",
                "2001-01-01,1 2001-01-08,2 2001-01-15,3.5",
                "2001-01-31,1 2001-02-28,2 2001-03-31,3.5",
                "2001-02-28,1 2001-03-31,2 2001-04-30,3.5",
                "2001-02-28,1 2001-03-28,2 2001-04-28,3.5",
                "2000-11-30,1 2001-02-28,2 2001-05-31,3.5",
                "2001-01-01,1 2001-02-01,2 2001-03-01,3.5",
                "2001-12-31T22:00,1 2001-12-31T23:00,2 2002-01-01T00:00,3.5",
                "2001-11,1 2001-12,2 2002-01,3.5",
                "2001-12-31_22:00:00,1 2001-12-31_23:00:00,2 2002-01-01_00:00:00,3.5",
                "2001-12-31T22:00:00Z,1 2001-12-31T23:00:00Z,2 2002-01-01T00:00:00Z,3.5",
                "2001-12-31_22:00:00.5+00:00,1 2001-12-31_23:00:00.5Z,2 2002-01-01T00:00:00.5Z,3.5",
                "2001-03-25T01:00+01:00,1 2001-03-25T03:00+02:00,2 2001-03-25T04:00+02:00,3.5",
                "2001-01-01T00:00+01:00,1 2001-02-01T00:00+01:00,2 2001-03-01T00:00+01:00,3.5",
            })
    void regularTimesAreTaken(String rows) {
        Series series =
                Series.parse(
                        "time,value\n" + rows.replace(' ', '\n').replace('_', ' ') + "\n", "x.csv");
        assertThat(series.length()).isEqualTo(3);
        assertThat(series.at(2)).isEqualTo(3.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            time,temp 1,2           | line 1: the header has to be time,value, not time,temp; timeColumn and inputColumns name other columns
            time,value 1,2 2,       | line 3: value '' is no finite number; gaps are not allowed
            time,value 1,NaN        | line 2: value 'NaN' is no finite number
            time,value 1,Infinity   | line 2: value 'Infinity' is no finite number
            time,value 1,2 2,x      | line 3: value 'x' is no finite number
            time,value 1,2,3        | line 2: 3 fields instead of the two of time,value
            time,value 1,2 2,2 4,2  | line 4: time '4' is not one step after the line before
            time,value 1,2 1,2      | line 3: time '1' is not one step after the line before
            time,value 2,2 1,2      | line 3: time '1' is not one step after the line before
            time,value NaN,2 1,2    | line 3: time '1' is not one step
            time,value 1/2/2001,2   | line 2: time '1/2/2001' is neither a number nor an ISO time
            time,value 2001-13,2    | line 2: time '2001-13' is neither a number nor an ISO time
            time,value 2001-02-30,2 | line 2: time '2001-02-30' is neither a number nor an ISO time
            time,value 2001-01-01T04,2 | line 2: time '2001-01-01T04' is neither a number nor an
            time,value 2001-01T04:00,2 | line 2: time '2001-01T04:00' is neither a number nor an
            time,value 2001-01-01T00:00,2 2001-01-01T01:00Z,2 | line 3: time '2001-01-01T01:00Z' is
            time,value 1,1e-400     | line 2: value '1e-400' is too small for a number
            time,value 1,-0.00e1 2,.001e-400 | line 3: value '.001e-400' is too small for a number
            time,value 1,1e400      | line 2: value '1e400' is no finite number
            time,value ,2           | line 2: time '' is neither a number nor an ISO time
            time,value 1,2 2001-01-02,2 | line 3: time '2001-01-02' is not one step
            time,value 2001-01-01,2 2001-01-02,2 2001-01-04,2 | line 4: time '2001-01-04' is not one
            time,value 2001-01-01,2 2001-02-01,2 2001-03-02,2 | line 4: time '2001-03-02' is not one
            time,value 2001-01-25,2 2001-02-01,2 2001-03-25,2 | line 4: time '2001-03-25' is not one
            time,value 2001-01-31,2 2001-02-28,2 2001-04-30,2 | line 4: time '2001-04-30' is not one
            time,value 2001-01-02,2 2001-01-01,2 | line 3: time '2001-01-01' is not one step
            time,value 1,"2         | no CSV
            """)
    void gapsAndOtherDamageAreNamedInOneLine(String rows, String expected) {
        assertThatThrownBy(() -> Series.parse(rows.replace(' ', '\n'), "my.csv"))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("my.csv: ")
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    @Test
    void averagesDropWhatIsLeftOver() {
        Series series = Series.parse("time,value\n1,1\n2,2\n3,6\n4,4\n5,9", "x.csv").averaged(2);
        assertThat(series.length()).isEqualTo(2);
        assertThat(series.at(0)).isEqualTo(1.5);
        assertThat(series.at(1)).isEqualTo(5);
    }

    @Test
    void theSeriesInDataHaveNoGaps() {
        Path data = Path.of("data");
        for (ForecastSet set : ForecastSet.values()) {
            if (set != ForecastSet.OWN) {
                assertThat(set.load("", data).length()).isGreaterThan(300);
            }
        }
    }
}
