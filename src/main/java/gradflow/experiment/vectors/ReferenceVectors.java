package gradflow.experiment.vectors;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;

/** Checks the layers against every file of reference vectors in a folder. */
public final class ReferenceVectors {
    private ReferenceVectors() {}

    /**
     * Prints one line per file {@code *.json}, in the order of their names: the cell and, in DOUBLE
     * and in FLOAT, the worst relative error of outputs, of parameter gradients per segment, and of
     * gradients per time step.
     *
     * @return 0 if all errors are within 1e-9 in DOUBLE and 2e-4 in FLOAT, else 1
     * @throws UserMistake if there are no files, or, once the others are checked, if some are
     *     malformed; each of these has got its line, too
     */
    public static int run(Path dir, PrintStream out) {
        List<Path> files = files(dir);
        List<String> malformed = new ArrayList<>();
        int status = 0;
        for (Path file : files) {
            try {
                status = Math.max(status, check(file, out));
            } catch (UserMistake mistake) {
                out.println(mistake.in(file.toString()).getMessage());
                malformed.add(file.getFileName().toString());
            }
        }
        if (!malformed.isEmpty()) {
            throw new UserMistake(
                    "%s: %d of %d files are no reference vectors: %s"
                            .formatted(
                                    dir,
                                    malformed.size(),
                                    files.size(),
                                    String.join(", ", malformed)));
        }
        return status;
    }

    private static int check(Path path, PrintStream out) {
        VectorFile file = VectorFile.read(path);
        VectorErrors exact = VectorCheck.errors(file, DataType.DOUBLE);
        VectorErrors fast = VectorCheck.errors(file, DataType.FLOAT);
        boolean passed = exact.withinTolerance() && fast.withinTolerance();
        out.printf(
                "%s: %s: %s; %s: %s%n",
                path.getFileName(),
                file.cell().fileName(),
                exact,
                fast,
                passed ? "passed" : "ABOVE TOLERANCE");
        return passed ? 0 : 1;
    }

    private static List<Path> files(Path dir) {
        if (!Files.isDirectory(dir)) {
            throw new UserMistake("%s is no folder; needs one with *.json files".formatted(dir));
        }
        try (Stream<Path> entries = Files.list(dir)) {
            List<Path> files =
                    entries.filter(path -> path.getFileName().toString().endsWith(".json"))
                            .sorted()
                            .toList();
            if (files.isEmpty()) {
                throw new UserMistake("%s holds no *.json files".formatted(dir));
            }
            return files;
        } catch (IOException e) {
            throw new UserMistake("%s cannot be read: %s".formatted(dir, e.getMessage()), e);
        }
    }
}
