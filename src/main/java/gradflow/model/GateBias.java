package gradflow.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.OptionalDouble;

/**
 * What the bias of the gate that keeps the state starts from: the forget gate's of the LSTM, the
 * update gate's z of the GRU (h' = (1−z)⊙n + z⊙h). The MinGRU keeps by 1 − z, so its z has the
 * negative of the value.
 *
 * @param value a number; the word {@code default}: the layer's own, 1 for the LSTM and 0 for the
 *     GRU; or the word {@code chrono}: ln u with u uniform in 1 … T−1, and −ln u for the LSTM's
 *     input gate (C. Tallec and Y. Ollivier, <i>Can recurrent neural networks warp time?</i>, ICLR
 *     2018, equation 16)
 */
public record GateBias(@JsonValue Object value) {
    private static final String OWN = "default";
    private static final String SPREAD = "chrono";

    /** The layer's own. */
    public static final GateBias DEFAULT = new GateBias(OWN);

    /** Spread over the time scales 1 … T−1. */
    public static final GateBias CHRONO = new GateBias(SPREAD);

    /**
     * Takes what stands in an experiment file.
     *
     * @throws UserMistake if it is neither a number in the range of FLOAT nor one of the words
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GateBias {
        boolean number = value instanceof Number n && Double.isFinite(n.doubleValue());
        Check.that(
                number || OWN.equals(value) || SPREAD.equals(value),
                "gateBias must be a number, default or chrono, not " + value);
        if (number) {
            Check.inFloat("gateBias", ((Number) value).doubleValue());
        }
    }

    /**
     * The number, if it is one.
     *
     * @return empty for the words
     */
    public OptionalDouble number() {
        return value instanceof Number n
                ? OptionalDouble.of(n.doubleValue())
                : OptionalDouble.empty();
    }

    /**
     * Whether the biases are spread over time scales.
     *
     * @return whether it is the word {@code chrono}
     */
    public boolean isChrono() {
        return SPREAD.equals(value);
    }
}
