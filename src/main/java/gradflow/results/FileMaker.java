package gradflow.results;

import java.io.IOException;
import java.util.Map;

/** Makes further files of a folder of results from those that are there. */
@FunctionalInterface
public interface FileMaker {

    /**
     * Makes the files.
     *
     * @param results the folder with its CSVs, and a manifest that lists them
     * @return their bytes by their names, in the order of the manifest
     * @throws IOException if a file cannot be read
     */
    Map<String, byte[]> make(StoredResults results) throws IOException;
}
