package gradflow.verify;

import gradflow.mistake.UserMistake;
import gradflow.results.StoredResults;
import gradflow.results.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders of results that are compared as they are.
 *
 * @param pairs the reference and the other
 */
public record FolderPairs(List<Pair> pairs) {

    /** Two folders with results of one experiment. */
    record Pair(StoredResults reference, StoredResults other) {}

    /**
     * Finds what to compare. A folder either holds results itself or has folders that do.
     *
     * @param root the reference where only one folder is given
     * @param folders one or two
     * @param names of the experiments to compare; empty for all that both have
     * @return folders that belong together
     * @throws UserMistake if there is nothing to compare
     */
    public static FolderPairs of(Path root, List<Path> folders, List<String> names) {
        Path one = folders.size() == 2 ? folders.get(0) : root;
        Path two = folders.get(folders.size() - 1);
        List<Pair> pairs = new ArrayList<>();
        if (StoredResults.isThere(one) || StoredResults.isThere(two)) {
            StoredResults given = StoredResults.open(StoredResults.isThere(two) ? two : one);
            String name = given.manifest().path("name").asText(given.folder().toString());
            pairs.add(new Pair(open(one, name), open(two, name)));
        } else if (names.isEmpty()) {
            for (String name : Verification.names(two)) {
                if (StoredResults.isThere(one.resolve(name))) {
                    pairs.add(new Pair(open(one, name), open(two, name)));
                }
            }
        } else {
            names.forEach(name -> pairs.add(new Pair(open(one, name), open(two, name))));
        }
        if (pairs.isEmpty()) {
            throw new UserMistake(
                    "-Dcompare: %s and %s have no results of the same experiment"
                            .formatted(one, two));
        }
        return new FolderPairs(pairs);
    }

    private static StoredResults open(Path folder, String name) {
        return StoredResults.open(StoredResults.isThere(folder) ? folder : folder.resolve(name));
    }

    /**
     * Compares and tells.
     *
     * @return whether no file differs
     * @throws IOException if a file cannot be read
     */
    public boolean compare(PrintStream out) throws IOException {
        boolean alike = true;
        for (Pair pair : pairs) {
            FolderComparison comparison = new FolderComparison(pair.reference(), pair.other());
            out.printf("%n%s against %s%n", pair.reference().folder(), pair.other().folder());
            if (!comparison.settings().isEmpty()) {
                out.printf("  other settings: %s%n", String.join(", ", comparison.settings()));
            }
            comparison.excuses().forEach(excuse -> out.println("  other arithmetic: " + excuse));
            List<FileVerdict> verdicts = comparison.verdicts();
            FileVerdict.lines(verdicts).forEach(out::println);
            alike &= verdicts.stream().noneMatch(FileVerdict::isFailure);
            if (pair.reference().has(Table.TIMINGS) && pair.other().has(Table.TIMINGS)) {
                new TimeRatios(
                                pair.reference().table(Table.TIMINGS),
                                pair.other().table(Table.TIMINGS))
                        .lines()
                        .forEach(out::println);
            }
        }
        return alike;
    }
}
