package gradflow.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A folder of results that was written before.
 *
 * @param folder where it is
 * @param manifest what its files came from, with their checksums
 */
public record StoredResults(Path folder, JsonNode manifest) {
    private static final String MANIFEST = "manifest.json";

    /**
     * Whether a folder holds results.
     *
     * @return whether it has a manifest
     */
    public static boolean isThere(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST));
    }

    /**
     * Opens a folder.
     *
     * @return its manifest, read, and its files, unread
     * @throws UserMistake if it holds no results
     */
    public static StoredResults open(Path folder) {
        if (!isThere(folder)) {
            throw new UserMistake(folder + ": holds no results; its " + MANIFEST + " is missing");
        }
        try {
            JsonNode manifest = new ObjectMapper().readTree(folder.resolve(MANIFEST).toFile());
            return new StoredResults(folder, manifest);
        } catch (IOException unreadable) {
            throw new UserMistake(folder.resolve(MANIFEST) + ": cannot be read", unreadable);
        }
    }

    /**
     * This folder with a manifest that lists no pages and descriptions, so that what is made of the
     * rest is the same whether they are there already or not.
     *
     * @return tables and nothing else
     */
    public StoredResults ofTables() {
        ObjectNode tables = manifest.deepCopy();
        if (tables.get("sha256") instanceof ObjectNode files) {
            files.remove(
                    files().stream()
                            .filter(name -> name.endsWith(".json") || name.endsWith(".html"))
                            .toList());
        }
        return new StoredResults(folder, tables);
    }

    /**
     * The files that the manifest lists, in its order.
     *
     * @return names without the folder
     */
    public List<String> files() {
        return manifest.path("sha256").properties().stream().map(entry -> entry.getKey()).toList();
    }

    /**
     * The CSV files that the manifest does not list.
     *
     * @return names in alphabetical order
     */
    public List<String> unlisted() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (Path file : Disk.list(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".csv") && !manifest.path("sha256").has(name)) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /**
     * Whether a file is there.
     *
     * @return whether the folder has it, listed or not
     */
    public boolean has(String file) {
        return Files.isRegularFile(folder.resolve(file));
    }

    /**
     * Whether a file is there with other bytes than those that were written.
     *
     * @return false of a file that is missing or as it was
     */
    public boolean isEdited(String file) throws IOException {
        return has(file)
                && !DigestUtils.sha256Hex(bytes(file))
                        .equals(manifest.path("sha256").path(file).asText());
    }

    /**
     * The bytes of a file.
     *
     * @return all of them
     */
    public byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    /**
     * A CSV file.
     *
     * @return header and rows as texts
     */
    public StoredTable table(String file) throws IOException {
        return StoredTable.read(folder.resolve(file));
    }

    /** Removes a folder of results, which nobody needs any more. */
    public static void remove(Path folder, FileOperations disk) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(folder);
        }
    }
}
