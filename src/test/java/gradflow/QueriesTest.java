package gradflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of README and guide gives the answer below it, from the committed files. */
class QueriesTest {
    private static final Pattern QUERY =
            Pattern.compile("```sql\n(.+?)```\n+```text\n(.+?)```", Pattern.DOTALL);

    static Stream<Arguments> queries() throws Exception {
        List<Arguments> found = new ArrayList<>();
        for (Path page : Pages.all()) {
            Matcher query = QUERY.matcher(Files.readString(page));
            while (query.find()) {
                found.add(Arguments.of(query.group(1).strip(), query.group(2).strip()));
            }
        }
        return found.stream();
    }

    @Test
    void thereAreFiveOrMoreOfThemOnOneLineEach() throws Exception {
        assertThat(queries()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(queries()).allMatch(query -> !((String) query.get()[0]).contains("\n"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void givesTheAnswerBelowIt(String query, String answer) throws Exception {
        assertThat(answer(query)).isEqualTo(answer);
    }

    /** The columns' names and the rows, separated by bars. */
    static String answer(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            ResultSetMetaData columns = rows.getMetaData();
            List<String> lines = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnLabel(i));
            }
            lines.add(String.join(" | ", names));
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= names.size(); i++) {
                    values.add(String.valueOf(rows.getObject(i)));
                }
                lines.add(String.join(" | ", values));
            }
            return String.join("\n", lines);
        }
    }
}
