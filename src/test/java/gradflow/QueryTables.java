package gradflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables of a page that are the answers of queries: {@code <!-- query: SELECT … -->}, the table,
 * {@code <!-- /query -->}. Where a file that a query reads is not there, a line says so.
 */
final class QueryTables {
    private static final Pattern PLACE =
            Pattern.compile("(<!-- query: (.+?) -->\n).*?(<!-- /query -->)", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("'([^']+\\.csv)'");

    private QueryTables() {}

    /** The page with its tables as the files have them. */
    static String fill(String page) throws SQLException {
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACE.matcher(page);
        while (place.find()) {
            String table = place.group(1) + table(place.group(2)) + place.group(3);
            place.appendReplacement(filled, Matcher.quoteReplacement(table));
        }
        return place.appendTail(filled).toString();
    }

    static long count(String page) {
        return PLACE.matcher(page).results().count();
    }

    private static String table(String query) throws SQLException {
        Matcher file = FILE.matcher(query);
        while (file.find()) {
            if (!Files.exists(Path.of(file.group(1)))) {
                return "Not measured yet: `" + file.group(1) + "` is not there.\n";
            }
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                names.add(rows.getMetaData().getColumnLabel(i));
            }
            StringBuilder table = new StringBuilder(line(names));
            table.append(line(Collections.nCopies(columns, "---")).replace(" ", ""));
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    Object value = rows.getObject(i);
                    values.add(value == null ? "–" : value.toString());
                }
                table.append(line(values));
            }
            return table.toString();
        }
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
