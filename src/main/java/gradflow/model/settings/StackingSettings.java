package gradflow.model.settings;

import gradflow.mistake.Check;
import gradflow.mistake.UserMistake;
import java.util.List;

/**
 * How recurrent layers stand on each other.
 *
 * @param layers how many, all of one kind and size
 * @param bidirectional whether each is two, of which one reads the sequence from its end; the layer
 *     above sees the outputs of both
 * @param dropout share of the inputs of every recurrent layer that are 0 in training, 0 … below 1
 */
public record StackingSettings(int layers, boolean bidirectional, double dropout) {
    /** The settings by which experiment files know them. */
    static final List<String> SETTINGS = List.of("layers", "bidirectional", "dropout");

    /** What holds where an experiment file says nothing else. */
    static final StackingSettings DEFAULTS = new StackingSettings(1, false, 0);

    private static final int MOST_LAYERS = 6;

    /**
     * Checks every setting.
     *
     * @throws UserMistake with the name of the setting, its value and what is allowed
     */
    public StackingSettings {
        Check.that(
                layers >= 1 && layers <= MOST_LAYERS,
                "layers must be 1 to %d, not %d".formatted(MOST_LAYERS, layers));
        Check.that(
                dropout >= 0 && dropout < 1,
                "dropout must be 0 (off) or a share below 1, not " + dropout);
    }

    /** Whether there is one layer that reads forward. */
    boolean isPlain() {
        return layers == 1 && !bidirectional;
    }
}
