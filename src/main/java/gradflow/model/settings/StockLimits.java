package gradflow.model.settings;

import gradflow.kernel.Arithmetic;
import gradflow.mistake.Check;
import gradflow.model.Cell;
import gradflow.model.Implementation;
import gradflow.model.Mitigation;
import gradflow.model.Remedy;
import java.util.List;

/** What Deeplearning4j's own recurrent layers cannot do in training. */
final class StockLimits {
    private static final List<Remedy> NEED_OURS =
            List.of(Remedy.LAYER_NORM, Remedy.LEAKY, Remedy.RESIDUAL, Remedy.OMEGA);

    private StockLimits() {}

    /**
     * Refuses what they have not.
     *
     * @throws gradflow.mistake.UserMistake with the setting, its value and what is allowed
     */
    static void check(
            Implementation implementation,
            Arithmetic arithmetic,
            Cell cell,
            StackingSettings stacking,
            Mitigation mitigation) {
        Check.that(
                implementation == Implementation.DEEPLEARNING4J,
                "implementation must be gradflow or deeplearning4j, not %s; arithmetic says the rest"
                        .formatted(implementation.label()));
        Check.that(
                cell.hasStockLayer(),
                "cell %s needs implementation gradflow; deeplearning4j has none"
                        .formatted(cell.label()));
        Check.that(
                arithmetic == Arithmetic.FAST,
                "implementation deeplearning4j needs arithmetic fast: its layers are not portable");
        Check.that(
                stacking.isPlain() && stacking.dropout() == 0,
                "implementation deeplearning4j is for one layer in one direction without dropout");
        for (Remedy measure : NEED_OURS) {
            Check.that(
                    !mitigation.uses(measure),
                    "mitigation %s needs implementation gradflow".formatted(mitigation.text()));
        }
    }
}
