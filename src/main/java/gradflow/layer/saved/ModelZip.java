package gradflow.layer.saved;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Entries of a zip that Deeplearning4j saved a network in. Others are never opened: preprocessors,
 * normalizers and the updaters of the oldest files are serialised Java objects.
 *
 * @param configuration JSON in UTF-8
 * @param parameters in ND4J's format
 * @param updater its state in ND4J's format; null if there is none, or none was asked for
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
record ModelZip(byte[] configuration, byte[] parameters, byte[] updater) {
    static final String CONFIGURATION = "configuration.json";
    static final String PARAMETERS = "coefficients.bin";
    static final String UPDATER = "updaterState.bin";

    private static final String NEEDED =
            "needed: a file that MultiLayerNetwork.save or ComputationGraph.save wrote";
    private static final int LONGEST_CONFIGURATION = 4 << 20;

    /**
     * A model may have this fraction of the heap: parameters are held as bytes, numbers and copies.
     */
    private static final int HEAP_SHARE = 16;

    /**
     * Reads a file.
     *
     * @param updater whether its state is wanted
     * @throws SavedFileException if it is no such zip, or an entry is longer than memory allows
     */
    static ModelZip read(Path file, boolean updater) throws SavedFileException {
        String place = file.toString();
        if (!Files.isRegularFile(file)) {
            throw new SavedFileException(place, "is no file; " + NEEDED);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            int most =
                    (int)
                            Math.min(
                                    Integer.MAX_VALUE / 2,
                                    Runtime.getRuntime().maxMemory() / HEAP_SHARE);
            boolean has = updater && zip.getEntry(UPDATER) != null;
            return new ModelZip(
                    entry(zip, CONFIGURATION, LONGEST_CONFIGURATION, place),
                    entry(zip, PARAMETERS, most, place),
                    has ? entry(zip, UPDATER, most, place) : null);
        } catch (SavedFileException refused) {
            throw refused;
        } catch (IOException | IllegalArgumentException noZip) {
            throw new SavedFileException(place, "cannot be read as a zip; " + NEEDED, noZip);
        }
    }

    private static byte[] entry(ZipFile zip, String name, int most, String place)
            throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new SavedFileException(place, "holds no " + name + "; " + NEEDED);
        }
        // What an entry says of its size is only what it says.
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most);
            if (bytes.length == most && in.read() >= 0) {
                throw new SavedFileException(
                        place,
                        "%s is longer than %d bytes, too long for this process; a larger heap (-Xmx) may help"
                                .formatted(name, most));
            }
            return bytes;
        }
    }
}
