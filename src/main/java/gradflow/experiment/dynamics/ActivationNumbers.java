package gradflow.experiment.dynamics;

import gradflow.model.HiddenActivation;
import gradflow.stats.GradientDecay;

/**
 * The columns of runs.csv of the activations' experiment.
 *
 * @param derivativeMin least f' at 2001 points from −10 to 10
 * @param derivativeMax largest f' there
 * @param derivativeMean of f' at all steps, units and examples of the network
 * @param zeroDerivativeFraction how many of them are exactly 0
 * @param deadUnitFraction units whose f' is 0 at every step of every example
 * @param decayPerStep factor per step of the exponential fitted to ‖∂h_T/∂h_t‖₂ over the lag
 * @param firstStepJacobianL2 ‖∂h_T/∂h_1‖₂
 */
record ActivationNumbers(
        double derivativeMin,
        double derivativeMax,
        double derivativeMean,
        double zeroDerivativeFraction,
        double deadUnitFraction,
        double decayPerStep,
        double firstStepJacobianL2) {

    static ActivationNumbers of(HiddenActivation activation, ElmanPaths paths) {
        double[] norms = paths.meanNorms();
        return new ActivationNumbers(
                ElmanPaths.curve(activation).min().orElseThrow(),
                ElmanPaths.curve(activation).max().orElseThrow(),
                paths.slopes().average().orElseThrow(),
                (double) paths.slopes().filter(slope -> slope == 0).count()
                        / paths.slopes().count(),
                paths.deadUnits(),
                GradientDecay.perStep(norms),
                norms[norms.length - 1]);
    }
}
