package gradflow.results.export;

import static gradflow.results.export.DataPackage.ordered;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradflow.results.StoredResults;
import gradflow.results.schema.Field;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code croissant.json}: a folder of results as a data set for machine learning, in the words of
 * MLCommons' Croissant 1.1 (http://mlcommons.org/croissant/1.1). One per folder, for a folder is
 * what changes as a whole, is verified and is taken home, and its columns depend on its grid. The
 * times of runs are left out but for experiments that measure times: a checksum is asked for, and
 * theirs changes with every rerun.
 */
public final class Croissant {
    /** The file's name. */
    public static final String FILE = "croissant.json";

    private static final JsonNode CONTEXT = context();
    private static final String TYPE = "@type";
    private static final String ID = "@id";
    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";

    private Croissant() {}

    /**
     * The description of a folder. It has no {@code datePublished}, which only whoever publishes it
     * knows; {@code url} is the folder that it lies in. The same files give the same bytes.
     *
     * @return JSON-LD in UTF-8
     * @throws IOException if a file cannot be read
     */
    public static byte[] bytes(StoredResults results) throws IOException {
        return bytes(results, DescribedFile.all(results));
    }

    static byte[] bytes(StoredResults results, List<DescribedFile> files) {
        Subject subject = Subject.of(results);
        List<DescribedFile> lasting = files.stream().filter(DescribedFile::isLasting).toList();
        boolean hasRuns = lasting.stream().anyMatch(file -> file.file().equals(DescribedFile.RUNS));
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("@context", CONTEXT);
        description.put(TYPE, "sc:Dataset");
        description.put("conformsTo", "http://mlcommons.org/croissant/1.1");
        description.put(NAME, subject.identifier());
        description.put(DESCRIPTION, subject.description());
        description.put("license", "https://spdx.org/licenses/Apache-2.0");
        description.put("url", "./");
        description.put("creator", ordered(TYPE, "sc:Organization", NAME, Subject.MAKERS));
        if (!subject.sources().isEmpty()) {
            description.put(
                    "isBasedOn", subject.sources().stream().map(Croissant::source).toList());
        }
        description.put("distribution", lasting.stream().map(Croissant::file).toList());
        description.put(
                "recordSet", lasting.stream().map(file -> recordSet(file, hasRuns)).toList());
        return PrettyJson.bytes(description);
    }

    private static Map<String, Object> source(Map<String, String> source) {
        Map<String, Object> work = ordered(TYPE, "sc:CreativeWork", NAME, source.get("title"));
        if (source.containsKey("path")) {
            work.put("url", source.get("path"));
        }
        return work;
    }

    private static Map<String, Object> file(DescribedFile file) {
        return ordered(
                TYPE,
                "cr:FileObject",
                ID,
                file.file(),
                NAME,
                file.file(),
                DESCRIPTION,
                file.about(),
                "contentUrl",
                file.file(),
                "contentSize",
                file.bytes() + " B",
                "encodingFormat",
                "text/csv",
                "sha256",
                file.sha256());
    }

    private static Map<String, Object> recordSet(DescribedFile file, boolean hasRuns) {
        Map<String, Object> records =
                ordered(
                        TYPE, "cr:RecordSet",
                        ID, file.name(),
                        NAME, file.name(),
                        DESCRIPTION, file.about());
        if (!file.key().isEmpty()) {
            records.put("key", file.key().stream().map(column -> id(file, column)).toList());
        }
        List<Object> fields = new ArrayList<>();
        for (Field field : file.fields()) {
            Map<String, Object> described = field(file, field);
            if (hasRuns && file.refersToRuns() && field.name().equals(DescribedFile.RUN_ID)) {
                described.put(
                        "references",
                        ordered("field", ordered(ID, "runs/" + DescribedFile.RUN_ID)));
            }
            fields.add(described);
        }
        records.put("field", fields);
        return records;
    }

    private static Map<String, Object> id(DescribedFile file, String column) {
        return ordered(ID, file.name() + "/" + column);
    }

    private static Map<String, Object> field(DescribedFile file, Field field) {
        String unit = field.unit() == null ? "" : " (" + field.unit() + ")";
        return ordered(
                TYPE,
                "cr:Field",
                ID,
                file.name() + "/" + field.name(),
                NAME,
                field.name(),
                DESCRIPTION,
                field.about() + unit,
                "dataType",
                dataType(field),
                "source",
                ordered(
                        "fileObject", ordered(ID, file.file()),
                        "extract", ordered("column", field.name())));
    }

    private static String dataType(Field field) {
        return switch (field.type()) {
            case INTEGER -> "sc:Integer";
            case NUMBER -> "sc:Float";
            case BOOLEAN -> "sc:Boolean";
            case STRING, ANY -> "sc:Text";
        };
    }

    private static JsonNode context() {
        try (InputStream file = Croissant.class.getResourceAsStream("croissant-context.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
