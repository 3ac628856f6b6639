package gradflow.report.data;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.mistake.UserMistake;
import gradflow.results.Columns;
import gradflow.results.StoredResults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder of results whose files are read once, when they are first asked for. */
public final class ReportFolder {
    private final StoredResults results;
    private final Map<String, CheckedTable> sheets = new HashMap<>();
    private Runs runs;

    /**
     * A folder.
     *
     * @param results where the files are, and their manifest
     * @throws UserMistake if a file that the manifest lists is missing
     */
    public ReportFolder(StoredResults results) {
        this.results = results;
        for (String file : results.files()) {
            if (!results.has(file)) {
                throw new UserMistake(
                        results.folder().resolve(file) + ": is missing; the manifest lists it");
            }
        }
    }

    /**
     * The experiment's name.
     *
     * @return as {@code -Dexp} takes it
     */
    public String name() {
        String name = results.manifest().path("name").asText();
        return name.isEmpty() ? results.folder().getFileName().toString() : name;
    }

    /**
     * The folder's own name, by which pages beside it link to it.
     *
     * @return without the folders above it
     */
    public String place() {
        return results.folder().getFileName().toString();
    }

    /**
     * What the results came from.
     *
     * @return the tree of manifest.json
     */
    public JsonNode manifest() {
        return results.manifest();
    }

    /**
     * The experiment as it was resolved.
     *
     * @return the tree that the manifest holds
     */
    public JsonNode experiment() {
        return results.manifest().path("experiment");
    }

    /**
     * The question in a sentence.
     *
     * @return as the experiment's file asks it
     */
    public String question() {
        return experiment().path("question").asText();
    }

    /**
     * A setting that is the same for all runs; empty if there is none of that name.
     *
     * @return as the manifest writes it
     */
    public String fixed(String setting) {
        return experiment().path("fixed").path(setting).asText();
    }

    /**
     * The files that the manifest lists.
     *
     * @return names in its order
     */
    public List<String> files() {
        return results.files();
    }

    /**
     * The files that were edited after they were written.
     *
     * @return names in the manifest's order
     */
    public List<String> edited() {
        try {
            List<String> edited = new ArrayList<>();
            for (String file : files()) {
                if (results.isEdited(file)) {
                    edited.add(file);
                }
            }
            return edited;
        } catch (IOException unreadable) {
            throw new UserMistake(results.folder() + ": cannot be read", unreadable);
        }
    }

    /**
     * A file with at least one row.
     *
     * @return none if the folder lacks it or it has no row
     * @throws UserMistake if it is damaged
     */
    public Optional<CheckedTable> sheet(String file) {
        if (!files().contains(file)) {
            return Optional.empty();
        }
        CheckedTable sheet =
                sheets.computeIfAbsent(file, f -> CheckedTable.read(results.folder().resolve(f)));
        return sheet.size() == 0 ? Optional.empty() : Optional.of(sheet);
    }

    /**
     * The settings that the grid varies, as columns.
     *
     * @return names in the order of runs.csv
     */
    public List<String> factors() {
        List<String> factors = new ArrayList<>();
        experiment()
                .path("grid")
                .forEach(
                        axis ->
                                axis.fieldNames()
                                        .forEachRemaining(f -> factors.add(Columns.name(f))));
        return factors;
    }

    /**
     * The runs of {@code runs.csv}.
     *
     * @return none if there is no such file
     */
    public Runs runs() {
        if (runs == null) {
            runs = Runs.of(this);
        }
        return runs;
    }
}
