package gradflow.flow.diagnosis;

import java.util.List;
import java.util.Optional;

/**
 * What was measured of a network.
 *
 * @param followed for each recurrent layer and direction, as late as it was finite
 * @param silent for each layer how many units gave nothing, as late as it was seen
 * @param cut how sequences are cut, if any were
 * @param divergedAt where a number ceased to be finite, if one did
 * @param stock the recurrent layers that show no gradient per time step
 */
public record Symptoms(
        List<Followed> followed,
        List<Silent> silent,
        Optional<Cut> cut,
        Optional<String> divergedAt,
        List<Stock> stock) {

    /** Keeps copies. */
    public Symptoms {
        followed = List.copyOf(followed);
        silent = List.copyOf(silent);
        stock = List.copyOf(stock);
    }

    /**
     * The units of a layer.
     *
     * @param layer its number in the network
     * @param units how many
     * @param dead how many of them were 0 at every step of every example
     */
    public record Silent(int layer, int units, int dead) {}

    /**
     * Truncated BPTT on sequences that are longer than the gradient travels.
     *
     * @param steps that it travels back at most
     */
    public record Cut(int steps) {}

    /**
     * A layer of Deeplearning4j's own.
     *
     * @param layer its number in the network
     * @param imported the class that is imported
     * @param replacement what to import instead
     */
    public record Stock(int layer, String imported, String replacement) {}
}
