package gradflow.report.figure;

import gradflow.report.data.ReportFolder;
import java.util.List;
import java.util.Optional;

/** All kinds of figures, in the order in which a page shows them. */
public final class Figures {
    private static final List<Figure> KINDS =
            List.of(
                    new GradientOverLag(),
                    OverLag.spectra(),
                    OverLag.jacobian(),
                    new LossSurface(),
                    new ChainRule(),
                    OverSetting.truncationBias(),
                    OverSetting.throughTime(),
                    OverSetting.throughLayers(),
                    new ThroughputScaling(),
                    new Throughput(),
                    LearningCurves.losses(),
                    LearningCurves.metric(),
                    new Forecasts(),
                    new SolvingOverIterations(),
                    Conditions.solveRates(),
                    Conditions.testLosses(),
                    Conditions.effects(),
                    new HorizonAndSolving(),
                    new GradientHeatMap(),
                    Dots.agreement(),
                    Dots.clipping());

    private Figures() {}

    /** Those that a folder has rows for. */
    public static List<Drawing> of(ReportFolder folder) {
        return KINDS.stream().map(kind -> kind.of(folder)).flatMap(Optional::stream).toList();
    }
}
