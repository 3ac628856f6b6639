package gradflow.task.table;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a folder that holds a table in parts. */
final class PartFiles {
    private static final List<String> STEMS =
            List.of("train(ing)?", "val(id(ation)?)?", "test(ing)?");
    private static final String ENDING = "\\.(csv|tsv|txt)(\\.gz)?";
    private static final String NEEDED = "train.csv, validation.csv and test.csv";

    private PartFiles() {}

    /**
     * Those to train, to validate and to test.
     *
     * @throws UserMistake if one is missing or there are two of it
     */
    static List<Path> in(Path folder) {
        List<Path> found = new ArrayList<>();
        for (String stem : STEMS) {
            List<Path> files = named(folder, stem + ENDING);
            if (files.size() != 1) {
                throw new UserMistake(
                        "%s: has %s; a folder needs %s"
                                .formatted(
                                        folder,
                                        files.isEmpty()
                                                ? "no file of one of the parts"
                                                : "both "
                                                        + files.get(0).getFileName()
                                                        + " and "
                                                        + files.get(1).getFileName(),
                                        NEEDED));
            }
            found.add(files.get(0));
        }
        return found;
    }

    private static List<Path> named(Path folder, String pattern) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UserMistake(folder + ": cannot be read; it needs " + NEEDED, unreadable);
        }
    }
}
