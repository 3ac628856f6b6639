package gradflow.sweep;

import gradflow.experiment.Experiment;
import gradflow.plan.ExperimentSpec;

/**
 * An experiment that is to be carried out.
 *
 * @param spec its file with everything resolved
 * @param experiment its kind, prepared for it
 */
public record Assignment(ExperimentSpec spec, Experiment experiment) {}
