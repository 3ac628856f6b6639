package gradflow.report;

import gradflow.mistake.UserMistake;
import gradflow.report.data.ReportFolder;
import gradflow.report.figure.Figures;
import gradflow.results.PageFile;
import gradflow.results.ResultsFolder;
import gradflow.results.StoredResults;
import gradflow.results.export.Companions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Draws the pages of results from their files; nothing is run. */
public final class Reports {

    /** The page in a folder of results. */
    public static final String PAGE = ResultsFolder.REPORT;

    private static final String INDEX = "index.html";
    private final Path root;

    /**
     * Pages below a root.
     *
     * @param root where the folders of results are
     */
    public Reports(Path root) {
        this.root = root;
    }

    /**
     * The page of a folder, which takes styles and scripts from {@code assets} beside the folder.
     *
     * @return HTML in UTF-8
     * @throws UserMistake naming file, row and column if a file is damaged
     */
    public static byte[] page(StoredResults results) {
        return html(results, Frame.linked("../"));
    }

    /**
     * The page as a further file of its folder.
     *
     * @param results the folder with its CSVs
     * @return its bytes by its name
     * @throws UserMistake naming file, row and column if a file is damaged
     */
    public static Map<String, byte[]> files(StoredResults results) {
        return Map.of(PAGE, page(results));
    }

    /**
     * The page of a sweep that goes on, which loads itself again.
     *
     * @param results the folder with the tables of the runs that have ended
     * @return its bytes by its name
     * @throws UserMistake naming file, row and column if a file is damaged
     */
    public static Map<String, byte[]> reloading(StoredResults results) {
        return Map.of(PAGE, html(results, Frame.reloading("../")));
    }

    private static byte[] html(StoredResults results, Frame frame) {
        ReportFolder folder = new ReportFolder(results.ofTables());
        return new ReportPage(folder, Figures.of(folder), frame)
                .html()
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The names of all folders of results below the root.
     *
     * @return in alphabetical order
     * @throws UserMistake if there are none
     */
    public List<String> names() {
        List<String> names = found();
        if (names.isEmpty()) {
            throw new UserMistake(root + ": there are no results to draw");
        }
        return names;
    }

    private List<String> found() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(StoredResults::isThere)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UserMistake(root + ": cannot be read", unreadable);
        }
    }

    /**
     * Makes pages and descriptions for other tools again from what is there; all are made once
     * before the first is written, so that a damaged file costs nothing.
     *
     * @param names of folders
     * @param out the console
     * @throws UserMistake if a folder holds no results, or a file is damaged
     * @throws IOException if a page cannot be written
     */
    public void draw(List<String> names, PrintStream out) throws IOException {
        for (String name : names) {
            page(StoredResults.open(root.resolve(name)));
        }
        for (String name : names) {
            try (ResultsFolder folder = ResultsFolder.open(root, name)) {
                folder.complete(Reports::further);
            }
            out.println("Report: " + root.resolve(name).resolve(PAGE));
        }
        refresh();
    }

    private static Map<String, byte[]> further(StoredResults results) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(Companions.of(results));
        files.putAll(files(results));
        return files;
    }

    /**
     * Draws pages that have all in themselves, to be sent: {@code NAME.html}.
     *
     * @param names of folders
     * @param target the folder in which they are put
     * @param out the console
     * @throws UserMistake if a folder holds no results, or a file is damaged
     * @throws IOException if a page cannot be written
     */
    public void drawSingle(List<String> names, Path target, PrintStream out) throws IOException {
        for (String name : names) {
            byte[] page = html(StoredResults.open(root.resolve(name)), Frame.single());
            Path file = target.resolve(name + ".html");
            PageFile.write(file, page);
            out.printf("Report in one file: %s%n", file);
        }
    }

    /**
     * Brings what all pages of the root share up to date: the list of experiments with all
     * verdicts, these as a file, styles, scripts.
     *
     * @throws IOException if they cannot be written
     */
    public void refresh() throws IOException {
        Assets.write(root);
        List<ReportFolder> folders = new ArrayList<>();
        for (String name : found()) {
            if (Files.isRegularFile(root.resolve(name).resolve(PAGE))) {
                readable(name).ifPresent(folders::add);
            }
        }
        Verdicts verdicts = Verdicts.of(folders);
        if (verdicts.size() > 0 || Files.exists(root.resolve(Verdicts.FILE))) {
            PageFile.write(root, verdicts.table());
        }
        String page = IndexPage.html(folders, verdicts);
        PageFile.write(root.resolve(INDEX), page.getBytes(StandardCharsets.UTF_8));
    }

    /** A folder whose card and claims can be drawn. */
    private Optional<ReportFolder> readable(String name) {
        try {
            ReportFolder folder = new ReportFolder(StoredResults.open(root.resolve(name)));
            Verdicts alone = Verdicts.of(List.of(folder));
            IndexPage.card(folder, alone);
            return Optional.of(folder);
        } catch (UserMistake damaged) {
            // Other results than those that were just made must not make these a mistake.
            System.err.printf("%s leaves out %s%n", INDEX, damaged.getMessage());
            return Optional.empty();
        }
    }
}
