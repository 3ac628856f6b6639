package gradflow.exchange.file;

import gradflow.exchange.ModelFileException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HDF5 file, read within bounds and without following its links; whatever the library says of a
 * malformed one becomes one line.
 */
public final class Hdf5 implements AutoCloseable {
    /** Numbers in one array. */
    static final long LARGEST_ARRAY = 1L << 27;

    /** How many times the bytes of its file an array may have; Keras does not compress. */
    private static final long MOST_INFLATED = 20;

    private static final long LARGEST_ATTRIBUTE = JsonText.LONGEST;

    private final Path file;
    private final HdfFile hdf;

    private Hdf5(Path file, HdfFile hdf) {
        this.file = file;
        this.hdf = hdf;
    }

    /**
     * An array of numbers.
     *
     * @param path its place in the file
     * @param shape of the array
     * @param values in C order
     */
    @SuppressWarnings("ArrayRecordComponent") // large, and handed on within the room
    public record Numbers(String path, List<Long> shape, double[] values) {}

    private interface Reading<T> {
        T read() throws ModelFileException;
    }

    /**
     * Opens a file.
     *
     * @return its tree, to be closed
     */
    public static Hdf5 open(Path file) throws ModelFileException {
        return guarded(file, () -> new Hdf5(file, new HdfFile(file)));
    }

    /**
     * Opens a file that lies in memory.
     *
     * @param file that messages name
     * @return its tree, to be closed
     */
    public static Hdf5 of(Path file, byte[] bytes) throws ModelFileException {
        return guarded(file, () -> new Hdf5(file, HdfFile.fromBytes(bytes)));
    }

    /** The library throws what it likes on a malformed file. */
    private static <T> T guarded(Path file, Reading<T> reading) throws ModelFileException {
        try {
            return reading.read();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw ModelFileException.because(e, file, "is not HDF5 that can be read: %s", message);
        }
    }

    /**
     * Looks for a group.
     *
     * @return whether the path leads to one
     */
    public boolean hasGroup(String path) throws ModelFileException {
        return guarded(file, () -> find(path).filter(Node::isGroup).isPresent());
    }

    boolean has(String path) throws ModelFileException {
        return guarded(file, () -> find(path).isPresent());
    }

    /**
     * The names of what a group holds; empty if there is no such group.
     *
     * @return names in the order of the file
     */
    public List<String> children(String path) throws ModelFileException {
        return guarded(
                file,
                () -> {
                    Node node = find(path).orElse(null);
                    return node instanceof Group group
                            ? List.copyOf(group.getChildren().keySet())
                            : List.of();
                });
    }

    private Optional<Node> find(String path) throws ModelFileException {
        Node node = hdf;
        for (String part : path.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            node = node instanceof Group group ? group.getChildren().get(part) : null;
            if (node == null) {
                return Optional.empty();
            }
            if (node.isLink()) {
                throw ModelFileException.of(file, "'%s' is a link; needs the array itself", path);
            }
        }
        return Optional.of(node);
    }

    /**
     * A text at a group; empty if the group has no such attribute.
     *
     * @return the attribute, if it is there
     */
    public Optional<String> text(String path, String name) throws ModelFileException {
        List<String> texts = texts(path, name);
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.get(0));
    }

    /**
     * The texts of an attribute, which Keras cuts into numbered parts where they are long.
     *
     * @return all parts in their order; empty if there is no such attribute
     */
    public List<String> texts(String path, String name) throws ModelFileException {
        return guarded(
                file,
                () -> {
                    List<String> texts = new ArrayList<>();
                    Node node = find(path).orElse(null);
                    if (node != null) {
                        Map<String, Attribute> attributes = node.getAttributes();
                        add(texts, attributes.get(name));
                        for (int part = 0; attributes.containsKey(name + part); part++) {
                            add(texts, attributes.get(name + part));
                        }
                    }
                    return texts;
                });
    }

    private void add(List<String> texts, Attribute attribute) throws ModelFileException {
        if (attribute == null || attribute.isEmpty() || attribute.getSize() == 0) {
            return;
        }
        if (attribute.getSizeInBytes() > LARGEST_ATTRIBUTE) {
            throw ModelFileException.of(
                    file,
                    "attribute '%s' has %d bytes; needs at most %d",
                    attribute.getName(),
                    attribute.getSizeInBytes(),
                    LARGEST_ATTRIBUTE);
        }
        collect(texts, attribute.getData());
    }

    private static void collect(List<String> texts, Object data) {
        if (data instanceof String text) {
            texts.add(text);
        } else if (data instanceof Object[] several) {
            Arrays.stream(several).forEach(one -> collect(texts, one));
        }
    }

    /**
     * An array of floating-point numbers.
     *
     * @return its values with its shape
     */
    public Numbers numbers(String path) throws ModelFileException {
        return guarded(
                file,
                () -> {
                    if (!(find(path).orElse(null) instanceof Dataset data)) {
                        throw ModelFileException.of(file, "there is no array '%s'", path);
                    }
                    return numbers(path, data);
                });
    }

    private Numbers numbers(String path, Dataset data) throws ModelFileException {
        if (data.getSize() < 0 || data.getSize() > LARGEST_ARRAY) {
            throw ModelFileException.of(
                    file,
                    "array '%s' has %d numbers; needs at most %d",
                    path,
                    data.getSize(),
                    LARGEST_ARRAY);
        }
        if (data.getSizeInBytes() / MOST_INFLATED > hdf.size()) {
            throw ModelFileException.of(
                    file,
                    "array '%s' has %d bytes in a file of %d; needs at most %d times as many",
                    path,
                    data.getSizeInBytes(),
                    hdf.size(),
                    MOST_INFLATED);
        }
        List<Long> shape = Arrays.stream(data.getDimensionsAsLong()).boxed().toList();
        Object flat = data.isEmpty() ? new float[0] : data.getDataFlat();
        boolean isFloating =
                flat.getClass().isArray()
                        && (flat.getClass().getComponentType() == float.class
                                || flat.getClass().getComponentType() == double.class);
        if (!isFloating || Array.getLength(flat) != data.getSize()) {
            throw ModelFileException.of(
                    file,
                    "array '%s' is of %s; needs floating-point numbers",
                    path,
                    data.getJavaType().getSimpleName());
        }
        double[] values = new double[Array.getLength(flat)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Array.getDouble(flat, i);
        }
        return new Numbers(path, shape, values);
    }

    @Override
    public void close() {
        hdf.close();
    }
}
