package gradflow.flow.saved;

import gradflow.flow.network.Batch;
import gradflow.flow.network.WatchedLayer;
import gradflow.flow.network.WatchedNetwork;
import gradflow.mistake.UserMistake;
import gradflow.task.tidy.TidySequence;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Brings sequences into the shape that a network takes. */
final class ModelData {
    private final WatchedNetwork network;
    private final DataType type;
    private final String place;
    private final WatchedLayer first;
    private final WatchedLayer last;

    /**
     * For a network of one input and one output.
     *
     * @param place the file of the data, for messages
     */
    ModelData(WatchedNetwork network, String place) {
        this.network = network;
        this.place = place;
        type = network.model().params().dataType();
        List<WatchedLayer> layers = network.layers();
        first = layers.get(0);
        last = layers.get(layers.size() - 1);
    }

    /**
     * The batch of these sequences, the shorter ones padded and masked.
     *
     * @throws UserMistake if the network takes other inputs or labels
     */
    Batch batch(List<TidySequence> sequences) {
        int inputs = sequences.get(0).features().get(0).length;
        long needed = sizeIn();
        if (needed > 0 && needed != inputs) {
            throw new UserMistake(
                    "%s: has %d columns of inputs; the network takes %d"
                            .formatted(place, inputs, needed));
        }
        int time = sequences.stream().mapToInt(TidySequence::length).max().orElse(1);
        INDArray features = Nd4j.zeros(type, sequences.size(), inputs, time);
        INDArray mask = Nd4j.zeros(type, sequences.size(), time);
        boolean padded = false;
        for (int b = 0; b < sequences.size(); b++) {
            TidySequence sequence = sequences.get(b);
            padded |= sequence.length() < time;
            for (int t = 0; t < sequence.length(); t++) {
                mask.putScalar(b, t, 1);
                for (int i = 0; i < inputs; i++) {
                    features.putScalar(b, i, t, sequence.features().get(t)[i]);
                }
            }
        }
        INDArray featureMask = padded ? mask : null;
        return isOfSteps()
                ? ofSteps(sequences, swapped(features, takesTimeLast()), featureMask)
                : ofEnds(sequences, swapped(features, takesTimeLast()), featureMask);
    }

    private Batch ofSteps(List<TidySequence> sequences, INDArray features, INDArray featureMask) {
        int time = sequences.stream().mapToInt(TidySequence::length).max().orElse(1);
        INDArray labels = Nd4j.zeros(type, sequences.size(), sizeOut(), time);
        INDArray mask = Nd4j.zeros(type, sequences.size(), time);
        for (int b = 0; b < sequences.size(); b++) {
            for (int t = 0; t < sequences.get(b).length(); t++) {
                double[] label = sequences.get(b).labels().get(t);
                if (!Double.isNaN(label[0])) {
                    mask.putScalar(b, t, 1);
                    double[] values = outputs(label, sequences.get(b));
                    for (int o = 0; o < values.length; o++) {
                        labels.putScalar(b, o, t, values[o]);
                    }
                }
            }
        }
        return batch(features, swapped(labels, network.timeIsLast()), featureMask, mask);
    }

    /** One label a sequence: the last that it has. */
    private Batch ofEnds(List<TidySequence> sequences, INDArray features, INDArray featureMask) {
        INDArray labels = Nd4j.zeros(type, sequences.size(), sizeOut());
        for (int b = 0; b < sequences.size(); b++) {
            TidySequence sequence = sequences.get(b);
            int step = sequence.length() - 1;
            while (step >= 0 && Double.isNaN(sequence.labels().get(step)[0])) {
                step--;
            }
            if (step < 0) {
                throw new UserMistake(
                        "%s: sequence '%s' has no label".formatted(place, sequence.id()));
            }
            double[] values = outputs(sequence.labels().get(step), sequence);
            for (int o = 0; o < values.length; o++) {
                labels.putScalar(b, o, values[o]);
            }
        }
        return batch(features, labels, featureMask, null);
    }

    private static Batch batch(
            INDArray features, INDArray labels, INDArray featureMask, INDArray labelMask) {
        return new Batch(
                new INDArray[] {features},
                new INDArray[] {labels},
                new INDArray[] {featureMask},
                new INDArray[] {labelMask});
    }

    /** As many values as there are outputs, or the number of a class. */
    private double[] outputs(double[] label, TidySequence sequence) {
        int size = sizeOut();
        for (double value : label) {
            if (Double.isNaN(value)) {
                throw new UserMistake(
                        "%s: sequence '%s' has a step with some of its labels only"
                                .formatted(place, sequence.id()));
            }
        }
        if (label.length == size) {
            return label;
        }
        double number = label[0];
        if (label.length != 1 || number != Math.rint(number) || number < 0 || number >= size) {
            throw new UserMistake(
                    "%s: sequence '%s' has the label %s; the network takes %d values, or a class from 0 to %d"
                            .formatted(place, sequence.id(), number, size, size - 1));
        }
        double[] oneHot = new double[size];
        oneHot[(int) number] = 1;
        return oneHot;
    }

    private boolean isOfSteps() {
        return last.inner() instanceof RnnOutputLayer || last.inner() instanceof RnnLossLayer;
    }

    private boolean takesTimeLast() {
        return !(first.inner() instanceof BaseRecurrentLayer layer)
                || layer.getRnnDataFormat() != RNNFormat.NWC;
    }

    private long sizeIn() {
        return first.inner() instanceof FeedForwardLayer layer ? layer.getNIn() : 0;
    }

    private int sizeOut() {
        if (last.inner() instanceof FeedForwardLayer layer && layer.getNOut() > 0) {
            return (int) layer.getNOut();
        }
        throw new UserMistake(
                "the network's last layer, a %s, says no number of outputs".formatted(last.kind()));
    }

    private static INDArray swapped(INDArray sequence, boolean timeIsLast) {
        return timeIsLast ? sequence : sequence.permute(0, 2, 1).dup('c');
    }
}
