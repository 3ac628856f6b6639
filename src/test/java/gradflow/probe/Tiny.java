package gradflow.probe;

import gradflow.spec.Cell;
import gradflow.spec.GateBias;
import gradflow.spec.HiddenActivation;
import gradflow.spec.Initialization;
import gradflow.spec.TrainingSettings;
import gradflow.task.Task;
import gradflow.task.Tasks;
import java.nio.file.Path;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Digits row by row and a few hidden units. */
final class Tiny {
    static final Task TASK = Tasks.create("digits", 8, 0, Path.of("data"));

    private Tiny() {}

    static TrainingSettings settings(
            Cell cell, HiddenActivation activation, int hiddenSize, double rate, double clip) {
        return new TrainingSettings(
                "digits",
                8,
                cell,
                activation,
                Initialization.XAVIER,
                1,
                GateBias.DEFAULT,
                hiddenSize,
                4,
                16,
                64,
                rate,
                clip,
                1,
                List.of(0, 1, 3),
                4);
    }

    static DataSet batch(int examples) {
        DataSet all = Tiny.TASK.validation();
        var some = NDArrayIndex.interval(0, examples);
        return new DataSet(
                all.getFeatures().get(some).dup(),
                all.getLabels().get(some).dup(),
                null,
                all.getLabelsMaskArray().get(some).dup());
    }
}
