package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables of README and guide that come from files say what the files say; {@code
 * -Dtables=write} makes them anew.
 */
class QueryTablesTest {
    @TempDir Path folder;

    @Test
    void tablesSayWhatTheFilesSay() throws Exception {
        long count = 0;
        for (Path page : Pages.all()) {
            String text = Files.readString(page);
            String filled = QueryTables.fill(text);
            count += QueryTables.count(text);
            if ("write".equals(System.getProperty("tables"))) {
                Files.writeString(page, filled);
                continue;
            }
            assertThat(text)
                    .as(
                            "%s: stale; mvn test -Dtest=QueryTablesTest -Dtables=write makes it anew",
                            page)
                    .isEqualTo(filled);
        }
        assertThat(count).isGreaterThanOrEqualTo(3);
    }

    /** As they stand on the pages, on a file of the same columns. */
    @Test
    void theQueriesOfThePagesWorkOnWhatTheBenchmarkWrites() throws Exception {
        Path file = folder.resolve("timings.csv");
        Files.writeString(file, Files.readString(Path.of("src/test/resources/gradflow/peers.csv")));
        String name = file.toString().replace('\\', '/');
        String guide =
                Files.readString(Path.of("src/site/markdown/speed.md"))
                        .replace("results/peers/timings.csv", name);
        assertThat(QueryTables.fill(guide))
                .contains("| B 32, T 100, I 32, H 128, FLOAT |")
                .contains("| 20.00 | pytorch-tuned | 22.00 | 0.90 (0.85 … 0.95) | 1.0 | yes |");
    }

    @Test
    void saysWhatIsNotThere() throws Exception {
        assertThat(QueryTables.fill("<!-- query: FROM 'no/such.csv' -->\nold\n<!-- /query -->\n"))
                .isEqualTo(
                        """
                        <!-- query: FROM 'no/such.csv' -->
                        Not measured yet: `no/such.csv` is not there.
                        <!-- /query -->
                        """);
    }
}
