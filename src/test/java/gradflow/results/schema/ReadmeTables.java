package gradflow.results.schema;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of columns in a page, each between comments that name the file and its kind. */
final class ReadmeTables {
    private static final Pattern PLACE =
            Pattern.compile(
                    "(<!-- columns: (\\S+) (\\S+) -->\n).*?(<!-- /columns -->)", Pattern.DOTALL);

    private ReadmeTables() {}

    /** The page with its tables as they are declared. */
    static String fill(String page) {
        return PLACE.matcher(page)
                .replaceAll(
                        place ->
                                Matcher.quoteReplacement(
                                        place.group(1)
                                                + table(place.group(2), place.group(3))
                                                + place.group(4)));
    }

    /** How often a page has the table of a declaration. */
    static long count(String page, TableDeclaration declaration) {
        return PLACE.matcher(page)
                .results()
                .filter(place -> declaration.isOf(place.group(2), place.group(3)))
                .count();
    }

    private static String table(String file, String kind) {
        TableDeclaration declaration = Declarations.all().table(file, kind).orElseThrow();
        StringBuilder table = new StringBuilder("| column | type | meaning |\n|---|---|---|\n");
        for (ColumnDeclaration column : declaration.columns()) {
            table.append(row(column)).append('\n');
        }
        return table.toString();
    }

    private static String row(ColumnDeclaration column) {
        if (column instanceof Field field) {
            return "| `%s` | %s | %s |".formatted(field.name(), type(field), cell(field.about()));
        }
        SettingColumns settings = (SettingColumns) column;
        String name =
                settings.prefix().isEmpty()
                        ? "every setting of " + axis(settings)
                        : "`%s…` for every setting of %s"
                                .formatted(settings.prefix(), axis(settings));
        String without =
                settings.without().isEmpty()
                        ? ""
                        : " but `" + String.join("`, `", settings.without()) + "`";
        String type = settings.as() == null ? "as its values" : settings.as().word();
        return "| %s%s | %s | %s |".formatted(name, without, type, cell(settings.about()));
    }

    private static String axis(SettingColumns settings) {
        return settings.settings().equals("grid") ? "the grid" : "`" + settings.settings() + "`";
    }

    private static String type(Field field) {
        StringBuilder type = new StringBuilder(field.type().word());
        Optional.ofNullable(field.unit()).ifPresent(unit -> type.append(", ").append(unit));
        field.range().ifPresent(range -> type.append(", ").append(range));
        return type.append(field.mayBeEmpty() ? ", or empty" : "").toString();
    }

    /** A meaning without its last full stop, in a cell of a table. */
    private static String cell(String about) {
        String text = about.endsWith(".") ? about.substring(0, about.length() - 1) : about;
        return text.replace("|", "\\|");
    }
}
