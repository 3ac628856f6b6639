package gradflow.sweep;

import gradflow.experiment.Outcome;
import gradflow.mistake.UserMistake;
import gradflow.model.RunSpec;
import gradflow.plan.ExperimentSpec;
import gradflow.results.FileOperations;
import gradflow.sweep.provenance.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the parts of a sweep keep their runs: a journal for each below {@code ROOT/.shards/NAME/},
 * made by processes or machines that need not know of each other.
 */
final class Shards {
    private final Path folder;
    private final Path named;
    private final FileOperations disk;

    /** The parts of an experiment whose results go below a root. */
    Shards(Path root, String name, FileOperations disk) {
        this.disk = disk;
        folder = root.resolve(".shards").resolve(name);
        named = root.resolve(name);
    }

    Path folder() {
        return folder;
    }

    /** The journals that are there, by name. */
    List<Path> journals() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".journal")).sorted().toList();
        }
    }

    /**
     * The outcomes of all parts; of a run that was made again, the last.
     *
     * @throws UserMistake if a journal is another experiment's or damaged, or runs are missing
     */
    List<Outcome> outcomes(Assignment assignment) throws IOException {
        ExperimentSpec spec = assignment.spec();
        Identity identity = Identity.of(spec);
        Map<String, Outcome> byRun = new LinkedHashMap<>();
        for (Path journal : journals()) {
            Journal.Contents found =
                    Journal.read(journal, outcome -> byRun.put(outcome.runId(), outcome));
            found.identity().ifPresent(other -> refuseChanges(journal, identity, other));
        }
        List<RunSpec> wanted = Wanted.of(assignment, List.copyOf(byRun.values())).spec().runs();
        requireAll(wanted, byRun.keySet());
        return new ArrayList<>(byRun.values());
    }

    /** Refuses what the names of the runs tell, before anything of the experiment is loaded. */
    void require(ExperimentSpec spec) throws IOException {
        Set<String> made = new HashSet<>();
        for (Path journal : journals()) {
            Journal.read(journal, outcome -> made.add(outcome.runId()));
        }
        // Of a tuned experiment not all runs are wanted, but some are.
        if (spec.tuning().isEmpty() || made.isEmpty()) {
            requireAll(spec.runs(), made);
        }
    }

    private void requireAll(List<RunSpec> wanted, Set<String> made) {
        List<String> missing =
                wanted.stream().map(RunSpec::runId).filter(run -> !made.contains(run)).toList();
        if (!missing.isEmpty()) {
            throw new UserMistake(
                    "%s: %d of %d runs are in no shard, first %s; let every -Dshard=i/n end before -Dmerge"
                            .formatted(named, missing.size(), wanted.size(), missing.get(0)));
        }
    }

    private static void refuseChanges(Path journal, Identity now, Identity made) {
        List<String> changes = now.changesSince(made);
        if (!changes.isEmpty()) {
            throw new UserMistake(
                    "%s: holds runs that were made with something else: since then %s"
                            .formatted(journal, changes.get(0)));
        }
    }

    /** Forgets the parts, all in one step. */
    void forget() throws IOException {
        disk.move(folder, merged());
        settle();
    }

    /** Where parts are that have been merged, until they are deleted. */
    private Path merged() {
        return folder.resolveSibling("." + folder.getFileName() + "-merged");
    }

    /** Removes what a process left that was killed while it forgot. */
    void settle() throws IOException {
        Path all = folder.resolveSibling("");
        if (!Files.isDirectory(all)) {
            return;
        }
        if (Files.exists(merged())) {
            disk.delete(merged());
        }
        try (Stream<Path> others = Files.list(all)) {
            if (others.findAny().isPresent()) {
                return;
            }
        }
        disk.delete(all);
    }
}
