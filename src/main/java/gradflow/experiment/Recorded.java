package gradflow.experiment;

import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import gradflow.probe.PathRow;
import java.util.List;

/**
 * What was recorded at some iterations of a training.
 *
 * @param gradients the gradient profiles
 * @param paths the gradient along the kept state; none without gates
 * @param parameters the parameter norms
 */
public record Recorded(
        List<GradientRow> gradients, List<PathRow> paths, List<ParameterRow> parameters) {}
