package gradflow.experiment;

import gradflow.experiment.byhand.ByHandExperiment;
import gradflow.experiment.dynamics.ActivationsExperiment;
import gradflow.experiment.dynamics.DepthExperiment;
import gradflow.experiment.dynamics.ExplodingExperiment;
import gradflow.experiment.dynamics.JacobianExperiment;
import gradflow.experiment.dynamics.SurfaceExperiment;
import gradflow.experiment.dynamics.TruncationExperiment;
import gradflow.experiment.throughput.ThroughputExperiment;
import gradflow.experiment.training.TrainingExperiment;
import gradflow.plan.ExperimentType;
import java.nio.file.Path;
import java.util.List;

/** The kinds of experiment that experiment files may name. */
public final class Experiments {
    private final List<Experiment> kinds;

    /**
     * All kinds.
     *
     * @param data the folder with the data sets
     */
    public Experiments(Path data) {
        kinds =
                List.of(
                        new TrainingExperiment(data),
                        new ThroughputExperiment(),
                        new ByHandExperiment(),
                        new ActivationsExperiment(),
                        new ExplodingExperiment(),
                        new TruncationExperiment(),
                        new JacobianExperiment(),
                        new DepthExperiment(),
                        new SurfaceExperiment());
    }

    /**
     * The name and settings of every kind.
     *
     * @return one for each kind, in the order of the list
     */
    public List<ExperimentType> types() {
        return kinds.stream().map(Experiment::type).toList();
    }

    /**
     * The kind of that name.
     *
     * @return one for the whole program
     * @throws IllegalArgumentException if there is none
     */
    public Experiment kind(String name) {
        return kinds.stream()
                .filter(kind -> kind.type().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }
}
