package gradflow.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Command-line flags of the form {@code --name value}. */
final class Flags {
    private Flags() {}

    static Map<String, String> parse(String[] arguments) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            flags.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return flags;
    }

    /** The value whose label is {@code text}. */
    static <E> E named(E[] values, Function<E, String> label, String text) {
        return Arrays.stream(values)
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown: " + text));
    }
}
