package gradflow.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.experiment.Outcome;
import gradflow.mistake.UserMistake;
import gradflow.model.RandomStream;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.results.StoredResults;
import gradflow.results.StoredTable;
import gradflow.sweep.Assignment;
import gradflow.sweep.Laboratory;
import gradflow.sweep.provenance.Provenance;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes experiments again, in a folder of their own, and compares with the results that are there,
 * which it never changes.
 */
public final class Verification {
    private static final int SEED = 0;
    private final Path references;
    private final Path scratch;
    private final Laboratory laboratory;
    private final PrintStream out;

    /**
     * A verification.
     *
     * @param references where the folders of the results are
     * @param scratch where the laboratory writes
     * @param laboratory makes the runs
     * @param out the console
     */
    public Verification(Path references, Path scratch, Laboratory laboratory, PrintStream out) {
        this.references = references;
        this.scratch = scratch;
        this.laboratory = laboratory;
        this.out = out;
    }

    /**
     * The names of all results below a folder.
     *
     * @return in alphabetical order
     * @throws UserMistake if there are none
     */
    public static List<String> names(Path references) {
        try (Stream<Path> folders = Files.list(references)) {
            List<String> names =
                    folders.filter(StoredResults::isThere)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !name.startsWith("."))
                            .sorted()
                            .toList();
            if (!names.isEmpty()) {
                return names;
            }
        } catch (IOException missing) {
            throw new UserMistake(references + ": there are no results to compare with", missing);
        }
        throw new UserMistake(references + ": there are no results to compare with");
    }

    /**
     * Verifies experiments, one after the other.
     *
     * @param share of the runs that are made, above 0 and at most 1
     * @return how many files are not what they should be
     * @throws UserMistake if there are no results to compare with, before any run
     * @throws IOException if something cannot be read or written
     */
    public int verify(List<Assignment> assignments, double share)
            throws IOException, InterruptedException {
        List<StoredResults> references = new ArrayList<>();
        for (Assignment assignment : assignments) {
            StoredResults reference =
                    StoredResults.open(this.references.resolve(assignment.spec().name()));
            references.add(reference);
            tellEdited(reference);
        }
        int wrong = 0;
        if (share == 1) {
            for (Assignment assignment : assignments) {
                laboratory.discard(rerun(assignment));
            }
            var unused = laboratory.carryOut(assignments);
        }
        for (int i = 0; i < assignments.size(); i++) {
            wrong +=
                    share == 1
                            ? whole(references.get(i), rerun(assignments.get(i)))
                            : sample(references.get(i), assignments.get(i), share);
        }
        return wrong;
    }

    private Path rerun(Assignment assignment) {
        return scratch.resolve(assignment.spec().name());
    }

    private void tellEdited(StoredResults reference) throws IOException {
        for (String file : reference.files()) {
            if (reference.isEdited(file)) {
                out.printf("%s/%s was edited after it was written%n", reference.folder(), file);
            }
        }
    }

    private int whole(StoredResults reference, Path folder) throws IOException {
        if (!StoredResults.isThere(folder)) {
            out.printf("%n%s: every run failed, there is nothing to compare%n", folder);
            return 1;
        }
        StoredResults rerun = StoredResults.open(folder);
        FolderComparison comparison = new FolderComparison(reference, rerun);
        out.printf("%n%s against its rerun%n", reference.folder());
        if (!comparison.settings().isEmpty()) {
            out.printf("  other settings: %s%n", String.join(", ", comparison.settings()));
        }
        tellExcuses(comparison.excuses());
        int wrong = tell(comparison.verdicts());
        if (wrong == 0) {
            laboratory.discard(folder);
        } else {
            out.printf("The rerun is in %s%n", folder);
        }
        return wrong;
    }

    private int sample(StoredResults reference, Assignment assignment, double share)
            throws IOException, InterruptedException {
        List<RunSpec> there = there(reference, assignment.spec());
        List<RunSpec> runs = share(there, share);
        List<Outcome> outcomes = laboratory.outcomes(assignment, runs);
        List<String> excuses =
                LastBits.differences(
                        reference.manifest(),
                        new ObjectMapper().valueToTree(Provenance.of(assignment.spec(), 1)));
        out.printf(
                "%n%s against %d of its %d runs%n", reference.folder(), runs.size(), there.size());
        tellExcuses(excuses);
        return tell(new SampleComparison(reference, excuses).verdicts(outcomes));
    }

    /**
     * The runs of an experiment that the reference has: all, or of a tuned one those wanted there.
     */
    private static List<RunSpec> there(StoredResults reference, ExperimentSpec spec)
            throws IOException {
        if (spec.tuning().isEmpty()) {
            return spec.runs();
        }
        StoredTable table = reference.table("runs.csv");
        Set<String> runIds = new HashSet<>();
        for (int row = 0; row < table.rows().size(); row++) {
            runIds.add(table.value(row, "run_id"));
        }
        return spec.runs().stream().filter(run -> runIds.contains(run.runId())).toList();
    }

    /** As many runs as the share comes to, at least one, in their order; always the same ones. */
    static List<RunSpec> share(List<RunSpec> runs, double share) {
        List<RunSpec> shuffled = new ArrayList<>(runs);
        Collections.shuffle(shuffled, RandomStream.ORDER.of(SEED));
        int count = (int) Math.ceil(share * shuffled.size());
        Set<RunSpec> drawn = new HashSet<>(shuffled.subList(0, count));
        return runs.stream().filter(drawn::contains).toList();
    }

    private void tellExcuses(List<String> excuses) {
        if (!excuses.isEmpty()) {
            out.println(
                    "  fast arithmetic has a right to other last bits here, so that conclusions are"
                            + " compared where bytes differ; what is different:");
            excuses.forEach(excuse -> out.println("    " + excuse));
        }
    }

    private int tell(List<FileVerdict> verdicts) {
        FileVerdict.lines(verdicts).forEach(out::println);
        return (int) verdicts.stream().filter(FileVerdict::isFailure).count();
    }
}
