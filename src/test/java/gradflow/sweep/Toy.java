package gradflow.sweep;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.plan.Overrides;
import gradflow.plan.Specs;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * An experiment whose runs take no time but what they are given, and have rows of a further file.
 */
final class Toy implements Experiment {
    private final Consumer<RunSpec> before;

    /** The runs that were made, in the order of their beginnings. */
    final List<String> made = Collections.synchronizedList(new ArrayList<>());

    /**
     * A toy.
     *
     * @param before what each run begins with, such as to wait or to throw
     */
    Toy(Consumer<RunSpec> before) {
        this.before = before;
    }

    Toy() {
        this(run -> {});
    }

    /** Two cells with two sizes, and so many seeds; whatever else the file says comes last. */
    static ExperimentSpec spec(int seeds, String more) {
        StringBuilder list = new StringBuilder("1");
        for (int seed = 2; seed <= seeds; seed++) {
            list.append(", ").append(seed);
        }
        return Specs.of(
                "question: does it last?\ntype: training\nseeds: [%s]\n%s%s"
                        .formatted(list, Specs.GRID, more),
                false,
                Overrides.NONE);
    }

    private record Numbers(double bits, Double nothing, String word) {}

    private record Detail(String runId, int step, double value) {}

    @Override
    public ExperimentType type() {
        return new ExperimentType("training", TrainingSettings.DEFAULTS);
    }

    @Override
    public Outcome run(RunSpec run) {
        made.add(run.runId());
        before.accept(run);
        Random random = new Random(run.runId().hashCode());
        List<Detail> details = new ArrayList<>();
        for (int step = 1; step <= 5; step++) {
            details.add(new Detail(run.runId(), step, random.nextGaussian()));
        }
        return Outcome.of(
                run,
                "fine",
                new Numbers(1 / (random.nextDouble() - 0.5), null, "=é,\"\n"),
                Table.of("steps.csv", Detail.class, details));
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        return new Conclusion(
                new MeasuredTables(spec, Numbers.class).of(RunResult.of(spec, outcomes)),
                List.of("answer from " + outcomes.size()));
    }
}
