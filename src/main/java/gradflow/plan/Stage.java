package gradflow.plan;

import com.fasterxml.jackson.databind.JsonNode;
import gradflow.mistake.UserMistake;
import java.util.Map;

/** An experiment with what has been laid over its file so far, resolved at every stage. */
final class Stage {
    private final String name;
    private final Resolution resolution;
    private final ExperimentSpec spec;

    Stage(String name, Resolution resolution) {
        this.name = name;
        this.resolution = resolution;
        spec = resolution.resolve(name);
    }

    ExperimentSpec spec() {
        return spec;
    }

    /**
     * Lays values over it.
     *
     * @param place where they stand, for messages
     * @param values by setting
     */
    Stage with(String place, Map<String, JsonNode> values) {
        if (values.isEmpty()) {
            return this;
        }
        try {
            return new Stage(name, resolution.with(values));
        } catch (UserMistake mistake) {
            throw mistake.in(place);
        }
    }

    /** Lays what was given on the command line over it. */
    Stage with(Overrides overrides) {
        try {
            return with("-Dset", overrides.values());
        } catch (UserMistake mistake) {
            throw overrides.withBrackets(mistake);
        }
    }
}
