package gradflow.flow.saved;

import gradflow.mistake.UserMistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Two entries of a zip that Deeplearning4j saved a network in. Others are never opened: the
 * updater's state is not needed, and preprocessors and normalizers may be serialised Java objects.
 *
 * @param configuration JSON in UTF-8
 * @param parameters in ND4J's format
 */
@SuppressWarnings("ArrayRecordComponent") // read only, and never compared
record ModelZip(byte[] configuration, byte[] parameters) {
    private static final String NEEDED =
            "; needed: a file that MultiLayerNetwork.save or ComputationGraph.save wrote";
    private static final int LONGEST_CONFIGURATION = 4 << 20;

    /**
     * A model may have this fraction of the heap: parameters are held as bytes, numbers and copies.
     */
    private static final int HEAP_SHARE = 16;

    /**
     * Reads a file.
     *
     * @throws UserMistake if it is no such zip, or an entry is longer than memory allows
     */
    static ModelZip read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserMistake(file + ": is no file" + NEEDED);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            int most =
                    (int)
                            Math.min(
                                    Integer.MAX_VALUE / 2,
                                    Runtime.getRuntime().maxMemory() / HEAP_SHARE);
            return new ModelZip(
                    entry(zip, "configuration.json", LONGEST_CONFIGURATION, file),
                    entry(zip, "coefficients.bin", most, file));
        } catch (IOException | IllegalArgumentException noZip) {
            throw new UserMistake(file + ": cannot be read as a zip" + NEEDED, noZip);
        }
    }

    private static byte[] entry(ZipFile zip, String name, int most, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new UserMistake(file + ": holds no " + name + NEEDED);
        }
        // What an entry says of its size is only what it says.
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most);
            if (bytes.length == most && in.read() >= 0) {
                throw new UserMistake(
                        "%s: %s is longer than %d bytes, too long for this process; a larger heap (-Xmx) may help"
                                .formatted(file, name, most));
            }
            return bytes;
        }
    }
}
