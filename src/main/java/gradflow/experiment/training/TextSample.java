package gradflow.experiment.training;

import gradflow.model.RandomStream;
import gradflow.model.RunSpec;
import gradflow.model.settings.TrainingSettings;
import gradflow.task.Task;
import gradflow.task.text.TextTask;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Has a network that was trained on text write some: each character is drawn from the probabilities
 * that the network gives after the ones before it (A. Graves, <i>Generating sequences with
 * recurrent neural networks</i>, 2013).
 */
final class TextSample {
    private static final char FIRST = '\n';

    private TextSample() {}

    /** The text, by the run's seed; empty if the task is no text or none is asked for. */
    static Optional<String> of(MultiLayerNetwork network, Task task, RunSpec run) {
        int length = run.settings(TrainingSettings.class).watch().sampleLength();
        if (length == 0 || !(task instanceof TextTask text)) {
            return Optional.empty();
        }
        Random random = RandomStream.TEXT.of(run.seed());
        int[] alphabet = text.alphabet().codePoints().toArray();
        StringBuilder written = new StringBuilder();
        int last = text.indexOf(FIRST);
        network.rnnClearPreviousState();
        for (int i = 0; i < length; i++) {
            INDArray input = Nd4j.zeros(DataType.FLOAT, 1, task.inputSize(), 1);
            input.putScalar(new int[] {0, last, 0}, 1);
            last = draw(network.rnnTimeStep(input).reshape(task.outputSize()), random);
            written.appendCodePoint(alphabet[last]);
        }
        network.rnnClearPreviousState();
        return Optional.of(written.toString());
    }

    private static int draw(INDArray probabilities, Random random) {
        double[] shares = probabilities.toDoubleVector();
        double left = random.nextDouble();
        for (int i = 0; i < shares.length - 1; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }
}
