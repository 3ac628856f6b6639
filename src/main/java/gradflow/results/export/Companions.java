package gradflow.results.export;

import gradflow.results.StoredResults;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that describe a folder of results to other tools. They are made from its CSVs and
 * manifest alone, so that an old folder can have them too.
 */
public final class Companions {
    /** The names of all such files. */
    public static final List<String> FILES =
            List.of(DataPackage.FILE, Croissant.FILE, JmhResults.FILE);

    private Companions() {}

    /**
     * Makes the files of a folder.
     *
     * @param results the folder with its CSVs, and a manifest that lists them
     * @return their bytes by their names
     * @throws IOException if a CSV cannot be read
     */
    public static Map<String, byte[]> of(StoredResults results) throws IOException {
        List<DescribedFile> files = DescribedFile.all(results);
        Map<String, byte[]> companions = new LinkedHashMap<>();
        companions.put(DataPackage.FILE, DataPackage.bytes(results, files));
        companions.put(Croissant.FILE, Croissant.bytes(results, files));
        JmhResults.bytes(results).ifPresent(bytes -> companions.put(JmhResults.FILE, bytes));
        return companions;
    }
}
