package gradflow.report.figure;

import gradflow.report.data.ReportFolder;
import gradflow.report.drawing.Drawing;
import java.util.Optional;

/** A kind of figure that some results have. */
interface Figure {

    /** The figure of a folder; empty where its files have nothing to show in it. */
    Optional<Drawing> of(ReportFolder folder);
}
