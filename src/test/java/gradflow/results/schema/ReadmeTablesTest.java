package gradflow.results.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The tables of results/README.md say what is declared; {@code -Dtables=write} makes them anew. */
class ReadmeTablesTest {
    private static final Path README = Path.of("results", "README.md");

    @Test
    void tablesSayWhatIsDeclared() throws IOException {
        String page = Files.readString(README);
        String filled = ReadmeTables.fill(page);
        if ("write".equals(System.getProperty("tables"))) {
            Files.writeString(README, filled);
            return;
        }
        assertThat(page)
                .as("stale tables; mvn test -Dtest=ReadmeTablesTest -Dtables=write makes them anew")
                .isEqualTo(filled);
    }

    @Test
    void everyDeclarationHasOneTable() throws IOException {
        String page = Files.readString(README);
        for (TableDeclaration declaration : Declarations.all().tables()) {
            assertThat(ReadmeTables.count(page, declaration)).as(declaration.label()).isEqualTo(1);
        }
    }
}
