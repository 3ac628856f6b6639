package gradflow.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradflow.plan.ExperimentSpec;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * An experiment as it travels: the file that would make its runs, with overrides and quick block
 * resolved, and without what is concluded from the runs.
 *
 * @param name of the experiment
 * @param text its file, in JSON, which is YAML
 * @param identity that the lines of its runs carry
 * @param runIds of all runs, in their order
 * @param data by path of a user's data, the name under which they travel
 */
record Recipe(
        String name, String text, String identity, List<String> runIds, Map<String, String> data)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final List<String> CONCLUDED = List.of("claims", "baseline");

    static String text(ExperimentSpec spec) {
        ObjectNode file = spec.resolved().deepCopy();
        file.remove(CONCLUDED);
        return file.toPrettyString();
    }
}
