package gradflow.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;

/** Constraints that a builder was given for one parameter only. */
final class ParameterConstraints {
    private ParameterConstraints() {}

    /** All constraints: those on all parameters and those on single ones; null for none. */
    static List<LayerConstraint> of(
            List<LayerConstraint> onAll, BaseRecurrentLayer.Builder<?> builder) {
        List<LayerConstraint> all = onAll == null ? new ArrayList<>() : new ArrayList<>(onAll);
        add(all, builder.getRecurrentConstraints(), RecurrentParamInitializer.RECURRENT_WEIGHTS);
        add(all, builder.getInputWeightConstraints(), RecurrentParamInitializer.INPUT_WEIGHTS);
        return all.isEmpty() ? null : all;
    }

    private static void add(
            List<LayerConstraint> all, List<LayerConstraint> more, String parameter) {
        if (more == null) {
            return;
        }
        for (LayerConstraint constraint : more) {
            LayerConstraint own = constraint.clone();
            own.setParams(Set.of(parameter));
            all.add(own);
        }
    }
}
