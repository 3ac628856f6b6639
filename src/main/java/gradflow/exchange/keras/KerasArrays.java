package gradflow.exchange.keras;

import gradflow.exchange.ModelFileException;
import gradflow.exchange.file.Hdf5.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weights of a Keras file, by layer: of .h5 files under their names, of .keras files under
 * their numbers.
 */
final class KerasArrays {
    private static final Pattern NAME =
            Pattern.compile(
                    ".*?(recurrent_kernel|kernel|bias|embeddings|[WUb](?:_[icfozrh])?)(?:_\\d+)?(?::\\d+)?");
    private static final List<String> ROOTS = List.of("layers", "_layer_checkpoint_dependencies");

    private final KerasFile file;
    private final Map<String, String> folders = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();

    KerasArrays(KerasFile file) {
        this.file = file;
    }

    /** Takes note of a layer, in the order of the configuration: .keras files count classes. */
    void count(KerasNode node) {
        String snake =
                node.className()
                        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                        .replaceAll("([a-z])([A-Z])", "$1_$2")
                        .toLowerCase(Locale.ROOT);
        int count = used.merge(snake, 1, Integer::sum) - 1;
        folders.put(node.name(), count == 0 ? snake : snake + "_" + count);
    }

    /**
     * The arrays of a layer, or of one direction, by their simple names: kernel, recurrent_kernel,
     * bias, embeddings, or those of Keras 1.
     *
     * @param node the outer layer
     * @param direction 0 for all, or the forward or 1 for the backward half of a Bidirectional
     * @param directions 1 or 2
     * @param inside where a .keras file has them inside of the layer, such as {@code cell}
     * @param names in the order in which a .keras file numbers them
     */
    Map<String, Numbers> of(
            KerasNode node, int direction, int directions, String inside, String... names)
            throws ModelFileException {
        return file.isZip() ? numbered(node, inside, names) : named(node, direction, directions);
    }

    private Map<String, Numbers> numbered(KerasNode node, String inside, String... names)
            throws ModelFileException {
        String folder = folder(node);
        String vars = folder + (inside.isEmpty() ? "" : "/" + inside) + "/vars";
        List<String> found = file.hdf().children(vars);
        Map<String, Numbers> arrays = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            if (i >= names.length) {
                throw node.refused(
                        "has %d arrays in '%s'; needs at most %d",
                        found.size(), vars, names.length);
            }
            arrays.put(names[i], file.hdf().numbers(vars + "/" + i));
        }
        return arrays;
    }

    private String folder(KerasNode node) throws ModelFileException {
        for (String root : ROOTS) {
            String folder = root + "/" + folders.get(node.name());
            if (file.hdf().hasGroup(folder)) {
                String named = file.hdf().text(folder + "/vars", "name").orElse(node.name());
                if (!named.equals(node.name())) {
                    throw node.refused("its weights in '%s' are those of '%s'", folder, named);
                }
                return folder;
            }
        }
        throw node.refused("has no weights 'layers/%s'", folders.get(node.name()));
    }

    private Map<String, Numbers> named(KerasNode node, int direction, int directions)
            throws ModelFileException {
        String group = "model_weights/" + node.name();
        if (!file.hdf().hasGroup(group)) {
            throw node.refused("has no weights '%s'", group);
        }
        List<String> names = file.hdf().texts(group, "weight_names");
        if (names.size() % directions != 0) {
            throw node.refused(
                    "has %d arrays for %d directions in '%s'", names.size(), directions, group);
        }
        int each = names.size() / directions;
        Map<String, Numbers> arrays = new HashMap<>();
        for (String name :
                new ArrayList<>(names).subList(direction * each, (direction + 1) * each)) {
            Matcher simple = NAME.matcher(name.substring(name.lastIndexOf('/') + 1));
            if (!simple.matches()
                    || arrays.put(simple.group(1), file.hdf().numbers(group + "/" + name))
                            != null) {
                throw node.refused("has an array '%s', which its kind has not", name);
            }
        }
        return arrays;
    }
}
