package gradflow.results.export;

import gradflow.results.StoredResults;
import gradflow.results.schema.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code datapackage.json}: a folder of results as a Frictionless Data Package, version 2
 * (https://datapackage.org), with type, range and meaning of every column.
 */
public final class DataPackage {
    /** The file's name. */
    public static final String FILE = "datapackage.json";

    private static final String PROFILES = "https://datapackage.org/profiles/2.0/";
    private static final String PROFILE = "$schema";
    private static final String DESCRIPTION = "description";
    private static final String FIELDS = "fields";

    private DataPackage() {}

    /**
     * The descriptor of a folder. The same files give the same bytes, and so do reruns: the
     * checksum of timings.csv stands in the manifest alone, but for experiments that measure times.
     *
     * @return JSON in UTF-8
     * @throws IOException if a file cannot be read
     */
    public static byte[] bytes(StoredResults results) throws IOException {
        return bytes(results, DescribedFile.all(results));
    }

    static byte[] bytes(StoredResults results, List<DescribedFile> files) {
        Subject subject = Subject.of(results);
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put(PROFILE, PROFILES + "datapackage.json");
        descriptor.put("name", subject.identifier());
        descriptor.put("title", subject.question());
        descriptor.put(DESCRIPTION, subject.description());
        descriptor.put(
                "licenses",
                List.of(
                        ordered(
                                "name", "Apache-2.0",
                                "path", "https://www.apache.org/licenses/LICENSE-2.0",
                                "title", "Apache License 2.0")));
        descriptor.put(
                "contributors",
                List.of(ordered("title", Subject.MAKERS, "roles", List.of("author"))));
        if (!subject.sources().isEmpty()) {
            descriptor.put("sources", subject.sources());
        }
        boolean hasRuns = files.stream().anyMatch(file -> file.file().equals(DescribedFile.RUNS));
        List<Object> resources = new ArrayList<>();
        files.forEach(file -> resources.add(table(file, hasRuns)));
        resources.add(
                ordered(
                        "name",
                        "manifest",
                        "path",
                        "manifest.json",
                        DESCRIPTION,
                        "What the files came from: settings, program, libraries, machine, checksums.",
                        "format",
                        "json",
                        "mediatype",
                        "application/json",
                        "encoding",
                        "utf-8"));
        descriptor.put("resources", resources);
        return PrettyJson.bytes(descriptor);
    }

    private static Map<String, Object> table(DescribedFile file, boolean hasRuns) {
        Map<String, Object> resource =
                ordered(
                        PROFILE,
                        PROFILES + "dataresource.json",
                        "name",
                        file.name(),
                        "type",
                        "table",
                        "path",
                        file.file(),
                        DESCRIPTION,
                        file.about(),
                        "format",
                        "csv",
                        "mediatype",
                        "text/csv",
                        "encoding",
                        "utf-8");
        if (file.isLasting()) {
            resource.put("bytes", file.bytes());
            resource.put("hash", "sha256:" + file.sha256());
        }
        resource.put("dialect", ordered("header", true, "delimiter", ",", "lineTerminator", "\n"));
        resource.put("schema", schema(file, hasRuns));
        return resource;
    }

    private static Map<String, Object> schema(DescribedFile file, boolean hasRuns) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(PROFILE, PROFILES + "tableschema.json");
        schema.put(FIELDS, file.fields().stream().map(DataPackage::field).toList());
        schema.put("missingValues", List.of(""));
        if (!file.key().isEmpty()) {
            schema.put("primaryKey", file.key());
        }
        if (!file.unique().isEmpty()) {
            schema.put("uniqueKeys", List.of(file.unique()));
        }
        if (hasRuns && file.refersToRuns()) {
            List<String> runId = List.of(DescribedFile.RUN_ID);
            schema.put(
                    "foreignKeys",
                    List.of(
                            ordered(
                                    FIELDS,
                                    runId,
                                    "reference",
                                    ordered("resource", "runs", FIELDS, runId))));
        }
        return schema;
    }

    private static Map<String, Object> field(Field field) {
        Map<String, Object> described =
                ordered(
                        "name",
                        field.name(),
                        "type",
                        field.type().label(),
                        DESCRIPTION,
                        field.about());
        if (field.unit() != null) {
            described.put("unit", field.unit());
        }
        Map<String, Object> constraints = new LinkedHashMap<>();
        if (!field.mayBeEmpty()) {
            constraints.put("required", true);
        }
        if (field.minimum() != null) {
            constraints.put("minimum", field.minimum());
        }
        if (field.maximum() != null) {
            constraints.put("maximum", field.maximum());
        }
        if (!field.words().isEmpty()) {
            constraints.put("enum", field.words());
        }
        if (!constraints.isEmpty()) {
            described.put("constraints", constraints);
        }
        return described;
    }

    /** Keys and values in turn, in this order. */
    static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
