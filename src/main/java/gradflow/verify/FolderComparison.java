package gradflow.verify;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.results.ResultsFolder;
import gradflow.results.StoredResults;
import gradflow.results.Table;
import gradflow.results.export.Companions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The files of a folder of results against those of its reference. */
final class FolderComparison {
    private final StoredResults reference;
    private final StoredResults other;
    private final List<String> excuses;

    FolderComparison(StoredResults reference, StoredResults other) {
        this.reference = reference;
        this.other = other;
        excuses = LastBits.differences(reference.manifest(), other.manifest());
    }

    /** Why other bytes are no error, each reason in words; none if they are one. */
    List<String> excuses() {
        return excuses;
    }

    /** The settings that are not those of the reference. */
    List<String> settings() {
        List<String> changes = new ArrayList<>();
        compare(
                "",
                reference.manifest().path("experiment"),
                other.manifest().path("experiment"),
                changes);
        return changes;
    }

    private static void compare(String place, JsonNode one, JsonNode two, List<String> changes) {
        if (one.isObject() && two.isObject()) {
            Set<String> keys = new LinkedHashSet<>();
            one.fieldNames().forEachRemaining(keys::add);
            two.fieldNames().forEachRemaining(keys::add);
            for (String key : keys) {
                String below = place.isEmpty() ? key : place + "." + key;
                compare(below, one.path(key), two.path(key), changes);
            }
        } else if (!one.equals(two)) {
            changes.add(place);
        }
    }

    /** A verdict for every file that either has, but for those that say what others say. */
    List<FileVerdict> verdicts() throws IOException {
        Set<String> files = new LinkedHashSet<>(reference.files());
        files.addAll(reference.unlisted());
        files.addAll(other.files());
        files.removeAll(Companions.FILES);
        files.remove(ResultsFolder.REPORT);
        List<FileVerdict> verdicts = new ArrayList<>();
        for (String file : files) {
            verdicts.add(verdict(file));
        }
        return verdicts;
    }

    private FileVerdict verdict(String file) throws IOException {
        if (!reference.files().contains(file)) {
            String where = reference.has(file) ? "the manifest does not list it" : "";
            return new FileVerdict(file, FileVerdict.Word.EXTRA, where);
        }
        if (!reference.has(file)) {
            return new FileVerdict(
                    file, FileVerdict.Word.MISSING, "the manifest lists it, but it is not there");
        }
        if (reference.isEdited(file)) {
            return new FileVerdict(
                    file,
                    FileVerdict.Word.EDITED,
                    "not the bytes that %s/manifest.json lists; %s"
                            .formatted(reference.folder(), difference(file)));
        }
        if (!other.has(file)) {
            return new FileVerdict(file, FileVerdict.Word.MISSING, "only the reference has it");
        }
        if (other.isEdited(file)) {
            return new FileVerdict(
                    file,
                    FileVerdict.Word.EDITED,
                    "not the bytes that %s/manifest.json lists".formatted(other.folder()));
        }
        if (file.equals(Table.TIMINGS) || file.equals(Table.ROUNDS)) {
            return new FileVerdict(file, FileVerdict.Word.TIMES, "");
        }
        if (Arrays.equals(reference.bytes(file), other.bytes(file))) {
            return new FileVerdict(file, FileVerdict.Word.SAME, "");
        }
        TimeLimited timeLimited = new TimeLimited(reference, other);
        if (file.endsWith(".csv") && !timeLimited.isEmpty()) {
            return timeLimited.judge(file, reference.table(file), other.table(file));
        }
        if (excuses.isEmpty() || !file.endsWith(".csv")) {
            return new FileVerdict(file, FileVerdict.Word.DIFFERS, difference(file));
        }
        return Conclusions.judge(file, reference.table(file), other.table(file));
    }

    private String difference(String file) {
        if (!file.endsWith(".csv") || !other.has(file)) {
            return "";
        }
        try {
            return new TableComparison(reference.table(file), other.table(file))
                    .firstDifference()
                    .orElse("other bytes with the same values");
        } catch (IOException malformed) {
            return "no CSV: " + malformed.getMessage();
        }
    }
}
