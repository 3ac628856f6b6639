package gradflow.report.figure;

import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import java.util.List;
import java.util.Optional;

/** All kinds of figures, in the order in which a page shows them. */
public final class Figures {
    private static final List<Figure> KINDS =
            List.of(
                    new GradientOverLag(),
                    OverLag.spectra(),
                    OverLag.jacobian(),
                    OverLag.noise(),
                    new LossSurface(),
                    new FactorFigure(),
                    OverSetting.truncationBias(),
                    new TruncationSteps(),
                    OverSetting.truncationTrained(),
                    OverSetting.throughTime(),
                    OverSetting.throughLayers(),
                    new ThroughputScaling(),
                    new Throughput(),
                    new PeerTimes(),
                    LearningCurves.losses(),
                    LearningCurves.metric(),
                    LearningCurves.sharpness(),
                    new Forecasts(),
                    new SolvingOverIterations(),
                    Conditions.solveRates(),
                    Conditions.testLosses(),
                    Conditions.effects(),
                    new Improvements(),
                    new PerformanceProfiles(),
                    new HorizonAndSolving(),
                    new GradientHeatMap(),
                    Dots.agreement(),
                    Dots.clipping());

    private Figures() {}

    /**
     * Those that a folder has rows for.
     *
     * @return in the order of the page
     */
    public static List<Drawing> of(ReportFolder folder) {
        return KINDS.stream().map(kind -> kind.of(folder)).flatMap(Optional::stream).toList();
    }

    /**
     * The first of them.
     *
     * @return none if the folder has rows for none
     */
    public static Optional<Drawing> firstOf(ReportFolder folder) {
        for (Figure kind : KINDS) {
            Optional<Drawing> figure = kind.of(folder);
            if (figure.isPresent()) {
                return figure;
            }
        }
        return Optional.empty();
    }
}
