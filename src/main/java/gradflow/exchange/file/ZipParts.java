package gradflow.exchange.file;

import gradflow.exchange.ModelFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The parts of a .keras file, a zip; each is read up to a bound, whatever the zip says of it. */
public final class ZipParts implements AutoCloseable {
    private final Path file;
    private final ZipFile zip;

    private ZipParts(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * Opens a zip.
     *
     * @return its parts, to be closed
     */
    public static ZipParts open(Path file) throws ModelFileException {
        try {
            return new ZipParts(file, new ZipFile(file.toFile(), StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            throw ModelFileException.because(e, file, "is not a zip: %s", e.getMessage());
        }
    }

    /**
     * A part's text in UTF-8.
     *
     * @return the whole part
     */
    public String text(String name) throws ModelFileException {
        byte[] bytes = bytes(name, JsonText.LONGEST);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw ModelFileException.because(e, file, "%s is not UTF-8", name);
        }
    }

    /**
     * A part's bytes, inflated.
     *
     * @return as many as the part has; an exception above {@code most}
     */
    public byte[] bytes(String name, int most) throws ModelFileException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || entry.isDirectory()) {
            throw ModelFileException.of(file, "has no %s, which a .keras file has", name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw ModelFileException.of(file, "%s is larger than %d bytes", name, most);
            }
            return bytes;
        } catch (ModelFileException e) {
            throw e;
        } catch (IOException | OutOfMemoryError e) {
            throw ModelFileException.because(
                    e, file, "%s cannot be read: %s", name, e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
