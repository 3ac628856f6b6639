package gradflow.task.images;

import gradflow.mistake.UserMistake;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pictures of 28×28 pixels and their labels 0 … 9, from a pair of IDX files. */
final class IdxImages implements Images {
    static final int ROW = 28;
    static final int PIXELS = ROW * ROW;
    private static final double BRIGHTEST = 255;
    private static final int IMAGE_RANK = 3;

    private final IdxFile images;
    private final IdxFile labels;

    private IdxImages(IdxFile images, IdxFile labels) {
        this.images = images;
        this.labels = labels;
    }

    /** The files that {@link #load} looks for, in words. */
    static String fileNames(String part) {
        return imageName(part) + " and " + labelName(part);
    }

    /** Whether both files of a part are there, unpacked or as {@code .gz}. */
    static boolean arePresent(Path folder, String part) {
        return Files.exists(present(folder, imageName(part)))
                && Files.exists(present(folder, labelName(part)));
    }

    /**
     * Loads and checks a part.
     *
     * @param part {@code train} or {@code t10k}, how the names of its files begin
     * @throws UserMistake if a file is missing or damaged, or the two do not fit
     */
    static IdxImages load(Path folder, String part) {
        IdxFile images = IdxFile.read(present(folder, imageName(part)), IMAGE_RANK);
        IdxFile labels = IdxFile.read(present(folder, labelName(part)), 1);
        if (images.size(1) != ROW || images.size(2) != ROW) {
            throw new UserMistake(
                    String.format(
                            "%s: images of %d×%d pixels, where 28×28 are expected",
                            images.file(), images.size(1), images.size(2)));
        }
        if (images.size(0) != labels.size(0)) {
            throw new UserMistake(
                    String.format(
                            "%s: %d images, but %s has %d labels; there has to be one for each",
                            images.file(), images.size(0), labels.file(), labels.size(0)));
        }
        for (int i = 0; i < labels.size(0); i++) {
            if (labels.element(i) >= CLASSES) {
                throw new UserMistake(
                        String.format(
                                "%s: label %d of example %d (from 1 on) is not one of 0 to 9",
                                labels.file(), labels.element(i), i + 1));
            }
        }
        return new IdxImages(images, labels);
    }

    @Override
    public int count() {
        return labels.size(0);
    }

    @Override
    public int pixels() {
        return PIXELS;
    }

    @Override
    public double brightness(int example, int pixel) {
        return images.element(example * PIXELS + pixel) / BRIGHTEST;
    }

    @Override
    public int label(int example) {
        return labels.element(example);
    }

    private static Path present(Path folder, String name) {
        Path plain = folder.resolve(name);
        return Files.exists(plain) ? plain : folder.resolve(name + ".gz");
    }

    private static String imageName(String part) {
        return part + "-images-idx3-ubyte";
    }

    private static String labelName(String part) {
        return part + "-labels-idx1-ubyte";
    }
}
