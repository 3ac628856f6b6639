package gradflow.exchange.keras;

import gradflow.exchange.ModelFileException;
import gradflow.exchange.file.Hdf5;
import gradflow.exchange.file.JsonText;
import gradflow.exchange.file.ZipParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * A Keras file, open: its configuration, version and weights.
 *
 * @param path for messages
 * @param version that wrote it
 * @param model the configuration: class_name and config
 * @param hdf with the weights
 * @param isZip whether it is a .keras file
 */
public record KerasFile(Path path, KerasVersion version, JsonNode model, Hdf5 hdf, boolean isZip)
        implements AutoCloseable {
    /** Bytes of a file, and of the weights in a zip. */
    static final int LARGEST = 1 << 29;

    private static final byte[] ZIP = {'P', 'K'};

    /**
     * Opens a .keras or .h5 file.
     *
     * @return its configuration, read, and its arrays, unread; to be closed
     * @throws ModelFileException if it is neither, or holds no model
     */
    public static KerasFile open(Path file) throws ModelFileException {
        try {
            long size = Files.size(file);
            if (size > LARGEST) {
                throw ModelFileException.of(file, "has %d bytes; needs at most %d", size, LARGEST);
            }
            return isZip(file) ? zipped(file) : plain(file);
        } catch (IOException e) {
            throw ModelFileException.unread(file, e);
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(2), ZIP);
        }
    }

    private static KerasFile zipped(Path file) throws IOException {
        try (ZipParts zip = ZipParts.open(file)) {
            String about = zip.text("metadata.json");
            JsonNode metadata = JsonText.read(file, "metadata.json", about);
            KerasVersion version =
                    KerasVersion.of(file, metadata.path("keras_version").asText("none"));
            JsonNode model = JsonText.read(file, "config.json", zip.text("config.json"));
            Hdf5 hdf = Hdf5.of(file, zip.bytes("model.weights.h5", LARGEST));
            return new KerasFile(file, version, model, hdf, true);
        }
    }

    private static KerasFile plain(Path file) throws ModelFileException {
        Hdf5 hdf = Hdf5.open(file);
        try {
            String config =
                    hdf.text("", "model_config")
                            .orElseThrow(
                                    () ->
                                            ModelFileException.of(
                                                    file,
                                                    "has no model_config; needs a whole model, as"
                                                            + " model.save writes it"));
            String version = hdf.text("", "keras_version").orElse("");
            if (version.isEmpty()) {
                version = hdf.text("model_weights", "keras_version").orElse("");
            }
            return new KerasFile(
                    file,
                    KerasVersion.of(file, version),
                    JsonText.read(file, "model_config", config),
                    hdf,
                    false);
        } catch (ModelFileException e) {
            hdf.close();
            throw e;
        }
    }

    @Override
    public void close() {
        hdf.close();
    }
}
