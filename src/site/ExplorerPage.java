import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes one page of {@code src/site/explorer}: {@code explorer.html} with its style sheet and its
 * scripts inside, so that it can be sent and opened anywhere. It needs nothing but the JDK: {@code
 * java src/site/ExplorerPage.java}, in the project's folder, writes {@code results/explorer.html};
 * another place can be given. While you edit, {@code src/site/explorer/explorer.html} opens as it
 * is.
 */
public class ExplorerPage {
    private static final Path SOURCE = Path.of("src/site/explorer");
    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"(.+?)\">");
    private static final Pattern SCRIPT = Pattern.compile("<script src=\"(.+?)\"></script>");

    /** Inside the page they need no file of its own folder. */
    private static final String OWN_FILES = "'self' ";

    public static void main(String[] args) throws IOException {
        Path out = Path.of(args.length == 1 ? args[0] : "results/explorer.html");
        String page = Files.readString(SOURCE.resolve("explorer.html"));
        page = STYLE.matcher(page).replaceAll(found -> inside("style", found));
        page = SCRIPT.matcher(page).replaceAll(found -> inside("script", found));
        Files.writeString(out, page.replace(OWN_FILES, ""));
    }

    private static String inside(String element, MatchResult found) {
        try {
            String text = Files.readString(SOURCE.resolve(found.group(1)));
            return java.util.regex.Matcher.quoteReplacement(
                    "<%s>\n%s</%s>".formatted(element, text, element));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
