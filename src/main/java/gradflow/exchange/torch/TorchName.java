package gradflow.exchange.torch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a recurrent module's parameter in PyTorch's state_dict.
 *
 * @param module what stands before it, such as {@code encoder.}; empty for a module by itself
 * @param parameter weight_ih, weight_hh, bias_ih, bias_hh or weight_hr
 * @param layer from 0
 * @param reverse whether it is of the backward direction
 */
public record TorchName(String module, String parameter, int layer, boolean reverse) {
    static final String WEIGHT_IH = "weight_ih";
    static final String WEIGHT_HH = "weight_hh";
    static final String BIAS_IH = "bias_ih";
    static final String BIAS_HH = "bias_hh";
    static final String PROJECTION = "weight_hr";

    private static final Pattern NAME =
            Pattern.compile(
                    "((?:.*\\.)?)(weight_ih|weight_hh|bias_ih|bias_hh|weight_hr)_l(\\d{1,4})(_reverse)?",
                    Pattern.DOTALL);

    /**
     * A tensor's name, if it is of a recurrent module.
     *
     * @return module, kind, layer and direction; empty for any other tensor
     */
    public static Optional<TorchName> parse(String name) {
        Matcher parts = NAME.matcher(name);
        return parts.matches()
                ? Optional.of(
                        new TorchName(
                                parts.group(1),
                                parts.group(2),
                                Integer.parseInt(parts.group(3)),
                                parts.group(4) != null))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return module + parameter + "_l" + layer + (reverse ? "_reverse" : "");
    }
}
