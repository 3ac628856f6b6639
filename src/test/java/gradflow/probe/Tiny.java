package gradflow.probe;

import gradflow.model.Cell;
import gradflow.model.HiddenActivation;
import gradflow.model.settings.TaskSettings;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.Specs;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Digits row by row and a few hidden units. */
public final class Tiny {
    public static final Task TASK =
            Tasks.create(new TaskSettings("digits", 8, 0, ""), Path.of("data"));

    private Tiny() {}

    public static TrainingSettings settings(
            Cell cell, HiddenActivation activation, int hiddenSize, double rate, double clip) {
        return Specs.settings(
                cell.label(),
                "task: digits, sequenceLength: 8, activation: %s, hiddenSize: %d, tbpttLength: 4,"
                                .formatted(activation.label(), hiddenSize)
                        + " batchSize: 16, sequences: 64, learningRate: %s, clipGlobalNorm: %s,"
                                .formatted(rate, clip)
                        + " evaluations: 1, profileIterations: [0, 1, 3], profileExamples: 4");
    }

    public static DataSet batch(int examples) {
        DataSet all = Tiny.TASK.validation();
        var some = NDArrayIndex.interval(0, examples);
        return new DataSet(
                all.getFeatures().get(some).dup(),
                all.getLabels().get(some).dup(),
                null,
                all.getLabelsMaskArray().get(some).dup());
    }
}
