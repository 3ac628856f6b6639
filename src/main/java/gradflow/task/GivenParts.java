package gradflow.task;

import gradflow.task.images.Images;

/**
 * Two sets of pictures numbered as one: first those for training, then those for testing.
 *
 * @param training the first set
 * @param testing the second set
 */
public record GivenParts(Images training, Images testing) implements Images {

    @Override
    public int count() {
        return training.count() + testing.count();
    }

    @Override
    public int pixels() {
        return training.pixels();
    }

    @Override
    public double brightness(int example, int pixel) {
        int first = training.count();
        return example < first
                ? training.brightness(example, pixel)
                : testing.brightness(example - first, pixel);
    }

    @Override
    public int label(int example) {
        int first = training.count();
        return example < first ? training.label(example) : testing.label(example - first);
    }
}
