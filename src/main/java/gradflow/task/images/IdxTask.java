package gradflow.task.images;

import gradflow.mistake.UserMistake;
import gradflow.task.GivenParts;
import java.nio.file.Path;

/**
 * Pictures of 28×28 pixels read as sequences: 784 steps of one pixel, or T steps of 784/T pixels.
 * Pixels are divided by 255.
 *
 * <p>MNIST (LeCun, Bottou, Bengio and Haffner, <i>Gradient-Based Learning Applied to Document
 * Recognition</i>, 1998) and Fashion-MNIST (Xiao, Rasul and Vollgraf, <i>Fashion-MNIST: a Novel
 * Image Dataset for Benchmarking Machine Learning Algorithms</i>, 2017), read pixel by pixel as in
 * Le, Jaitly and Hinton 2015. Of the 60,000 training examples 1,000 validate; of the 10,000 test
 * examples 1,000 test, both drawn by a fixed seed: the labels and predictions of all would take 313
 * MB each at 784 steps. From smaller files a sixth validates.
 */
public final class IdxTask extends ImageTask {
    private static final long SPLIT_SEED = 28;
    private static final int HELD_OUT = 1000;
    private static final int SHARE = 6;

    private final ImageSet set;
    private final PixelOrder order;

    private IdxTask(GivenParts images, int sequenceLength, ImageSet set, PixelOrder order) {
        super(images, split(images), sequenceLength, order);
        this.set = set;
        this.order = order;
    }

    /**
     * The task of a data set.
     *
     * @param dataPath folder of its files, or empty for the place where its package installs them
     * @return ready to give batches
     * @throws UserMistake if the length does not divide 784 or the files are missing or damaged
     */
    public static IdxTask load(
            ImageSet set, PixelOrder order, int sequenceLength, String dataPath) {
        checkLength(set, sequenceLength);
        Path folder = set.folder(dataPath);
        IdxImages training = IdxImages.load(folder, ImageSet.TRAINING);
        IdxImages testing = IdxImages.load(folder, ImageSet.TESTING);
        if (training.count() < SHARE || testing.count() < 1) {
            throw new UserMistake(
                    folder + ": at least 6 training images and 1 test image are needed");
        }
        return new IdxTask(new GivenParts(training, testing), sequenceLength, set, order);
    }

    /** Refuses lengths into which the pixels cannot be divided. */
    public static void checkLength(ImageSet set, int sequenceLength) {
        PixelOrder.checkLength(
                sequenceLength, IdxImages.PIXELS, IdxImages.ROW, "an image of " + set.dataSet());
    }

    @Override
    double solvedAccuracy() {
        return set.solvedAccuracy();
    }

    @Override
    public String solveRule() {
        return Math.round(100 * set.solvedAccuracy()) + " % of the validation images are told";
    }

    @Override
    public String source() {
        return set.source()
                + "; as a sequence"
                + (order == PixelOrder.PERMUTED ? " in one permutation" : "")
                + " Le, Jaitly and Hinton 2015";
    }

    private static ImageSplit split(GivenParts images) {
        int forTraining = images.training().count();
        return ImageSplit.ofGivenParts(
                images.count(),
                forTraining,
                Math.min(HELD_OUT, forTraining / SHARE),
                HELD_OUT,
                SPLIT_SEED);
    }
}
