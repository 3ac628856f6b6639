package gradflow.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that is drawn from results and replaced as a whole. */
public final class PageFile {
    private PageFile() {}

    /**
     * Writes a table as a CSV in one step, beside folders of results rather than in one.
     *
     * @param folder where; it is made if it is missing
     * @param table what
     * @throws IOException if it cannot be written; the old one is still there then
     */
    public static void write(Path folder, Table table) throws IOException {
        write(folder.resolve(table.fileName()), Csv.bytes(table));
    }

    /**
     * Writes a file in one step, so that whoever opens it finds the old one or the new one; a file
     * that already has these bytes is left alone.
     *
     * @param file where; its folder is made if it is missing
     * @param bytes what
     * @throws IOException if it cannot be written; the old one is still there then
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Disk disk = new Disk();
        disk.createFolders(folder);
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Path staged =
                folder.resolve("." + file.getFileName() + "-" + ProcessHandle.current().pid());
        try {
            disk.write(staged, bytes);
            disk.move(staged, folder.resolve(file.getFileName()));
        } finally {
            if (Files.exists(staged)) {
                disk.delete(staged);
            }
        }
    }
}
