package gradflow.experiment.byhand;

import gradflow.experiment.Conclusion;
import gradflow.experiment.Experiment;
import gradflow.experiment.MeasuredTables;
import gradflow.experiment.Outcome;
import gradflow.experiment.RunResult;
import gradflow.hand.ChainRule;
import gradflow.hand.Example;
import gradflow.hand.HandCell;
import gradflow.model.Cell;
import gradflow.model.RandomStream;
import gradflow.model.RunSpec;
import gradflow.network.ExampleNetwork;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.ExperimentType;
import gradflow.probe.ExampleGradients;
import gradflow.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Backpropagation through time by hand, factor by factor, compared with Deeplearning4j's gradient
 * of the layers and with central differences.
 */
public final class ByHandExperiment implements Experiment {
    private static final ExperimentType TYPE =
            new ExperimentType(
                    "bptt-by-hand",
                    ByHandSettings.DEFAULTS,
                    MeasuredTables.claimable(ByHandNumbers.class));

    /** Longer sequences leave no steps: they would fill files that nobody reads. */
    private static final int SHORT = 10;

    private static final double LARGEST_WEIGHT = 0.9;

    @Override
    public ExperimentType type() {
        return TYPE;
    }

    @Override
    public Outcome run(RunSpec run) {
        Example example = example(run);
        ChainRule chain = ChainRule.of(example);
        ExampleGradients dl4j =
                ExampleGradients.of(
                        ExampleNetwork.of(
                                example, run.settings(ByHandSettings.class).arithmetic()));
        ByHandNumbers numbers = ByHandNumbers.of(example, chain, dl4j);
        List<StepRow> steps =
                example.x().length <= SHORT ? StepRows.of(run.runId(), example, chain) : List.of();
        String note =
                String.format(
                        Locale.ROOT,
                        "relative error %.1e against Deeplearning4j, %.1e against differences",
                        numbers.errorVsDl4j(),
                        numbers.errorVsCentralDifferences());
        return Outcome.of(run, note, numbers, Table.of("steps.csv", StepRow.class, steps));
    }

    @Override
    public Conclusion conclude(ExperimentSpec spec, List<Outcome> outcomes) {
        List<RunResult> results = RunResult.of(spec, outcomes);
        List<String> answer = new ArrayList<>();
        results.stream()
                .map(RunResult::run)
                .filter(ByHandExperiment::isReadable)
                .findFirst()
                .ifPresent(
                        run -> {
                            Example example = example(run);
                            answer.add(run.runId());
                            answer.addAll(Derivation.lines(example, ChainRule.of(example)));
                            answer.add("");
                        });
        answer.addAll(ByHandAnswer.lines(results));
        return new Conclusion(new MeasuredTables(spec, ByHandNumbers.class).of(results), answer);
    }

    private static boolean isReadable(RunSpec run) {
        ByHandSettings settings = run.settings(ByHandSettings.class);
        return settings.cell() == Cell.SIMPLE_RNN
                && settings.hidden() == 1
                && settings.timeSteps() <= SHORT;
    }

    /** Inputs are in 0 … 1; recurrent weights are small enough for long sequences. */
    static Example example(RunSpec run) {
        ByHandSettings settings = run.settings(ByHandSettings.class);
        int hidden = settings.hidden();
        HandCell cell = new HandCell(settings.cell(), settings.activation(), hidden, hidden);
        SplittableRandom random = RandomStream.EXAMPLE.splittable(run.seed());
        double[] weights = random.doubles(cell.parameters(), -1, 1).toArray();
        int inputWeights = hidden * hidden * settings.cell().gates().size();
        for (int p = 0; p < weights.length; p++) {
            boolean recurrent =
                    settings.cell().shape().hasRecurrentWeights()
                            && p >= inputWeights
                            && p < 2 * inputWeights;
            weights[p] *= recurrent ? LARGEST_WEIGHT / hidden : LARGEST_WEIGHT;
            if (p < inputWeights) {
                // A ReLU that no input can wake has nothing to differentiate.
                weights[p] = Math.abs(weights[p]);
            }
        }
        double[][] x = new double[settings.timeSteps()][];
        double[][] outputs = new double[hidden][];
        for (int t = 0; t < x.length; t++) {
            x[t] = random.doubles(hidden, 0, 1).toArray();
        }
        for (int j = 0; j < hidden; j++) {
            outputs[j] = random.doubles(2, -1, 1).toArray();
        }
        return new Example(
                cell,
                settings.loss(),
                x,
                new double[] {1, 0},
                weights,
                outputs,
                random.doubles(2, -1, 1).toArray());
    }
}
