package gradflow.task.images;

import gradflow.model.RandomStream;
import gradflow.model.Readout;
import gradflow.task.LastStep;
import gradflow.task.SequenceBatch;
import gradflow.task.Shuffle;
import gradflow.task.Task;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Pictures read as sequences: T steps of P/T pixels, brightness 0 … 1; the class is to be told at
 * the last step, so the label mask is 1 there only. An epoch shows every training example once, in
 * an order drawn from the seed and the epoch.
 */
abstract class ImageTask implements Task {
    private final Images images;
    private final int sequenceLength;
    private final int[] pixelOrder;
    private final int[] training;
    private final DataSet validation;
    private final DataSet test;

    ImageTask(Images images, ImageSplit split, int sequenceLength, PixelOrder order) {
        this.images = images;
        this.sequenceLength = sequenceLength;
        this.pixelOrder = order.of(images.pixels());
        this.training = split.training();
        this.validation = batch(split.validation());
        this.test = batch(split.test());
    }

    /** Share of the validation examples that must be told. */
    abstract double solvedAccuracy();

    @Override
    public final int inputSize() {
        return images.pixels() / sequenceLength;
    }

    @Override
    public final int outputSize() {
        return Images.CLASSES;
    }

    @Override
    public final int sequenceLength() {
        return sequenceLength;
    }

    @Override
    public final Readout readout() {
        return Readout.SOFTMAX;
    }

    @Override
    public final DataSet trainingBatch(long seed, int index, int size) {
        int[] examples = new int[size];
        int[] order = null;
        long epochOfOrder = -1;
        for (int i = 0; i < size; i++) {
            long position = (long) index * size + i;
            long epoch = position / training.length;
            if (epoch != epochOfOrder) {
                order = Shuffle.of(training, RandomStream.epoch(seed, epoch));
                epochOfOrder = epoch;
            }
            examples[i] = order[(int) (position % training.length)];
        }
        return batch(examples);
    }

    @Override
    public final DataSet validation() {
        return validation;
    }

    @Override
    public final DataSet test() {
        return test;
    }

    @Override
    public final Score score(INDArray predictions, DataSet batch) {
        return LastStep.score(predictions, batch.getLabels());
    }

    @Override
    public final String metricName() {
        return "accuracy";
    }

    @Override
    public final double chanceLevel() {
        return 1.0 / Images.CLASSES;
    }

    @Override
    public final boolean isSolved(Score validationScore) {
        return validationScore.metric() >= solvedAccuracy();
    }

    private DataSet batch(int[] examples) {
        int inputs = inputSize();
        SequenceBatch batch =
                new SequenceBatch(examples.length, inputs, Images.CLASSES, sequenceLength);
        for (int b = 0; b < examples.length; b++) {
            for (int p = 0; p < pixelOrder.length; p++) {
                double brightness = images.brightness(examples[b], pixelOrder[p]);
                batch.input(b, p % inputs, p / inputs, brightness);
            }
            batch.label(b, images.label(examples[b]), sequenceLength - 1, 1);
        }
        return batch.toDataSet();
    }
}
