package gradflow.report.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that are shipped with the report, below {@code gradflow/report/}. */
public final class Resource {
    private Resource() {}

    /**
     * The bytes of a file.
     *
     * @return all of them
     */
    public static byte[] bytes(String name) {
        try (InputStream file = Resource.class.getResourceAsStream("/gradflow/report/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("no file gradflow/report/" + name);
            }
            return file.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * The text of a file.
     *
     * @return read as UTF-8
     */
    public static String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /**
     * A JSON file.
     *
     * @return its root
     */
    public static JsonNode json(String name) {
        try {
            return new ObjectMapper().readTree(bytes(name));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
