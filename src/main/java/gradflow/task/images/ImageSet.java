package gradflow.task.images;

import gradflow.mistake.UserMistake;
import java.nio.file.Path;

/** The data sets of 28×28 pictures, and where their files are looked for. */
public enum ImageSet {
    /** Handwritten digits, 60,000 and 10,000. */
    MNIST(
            "mnist",
            0.9,
            "LeCun, Bottou, Bengio and Haffner 1998",
            "",
            "set dataPath to a folder with them"),

    /** Pieces of clothing, 60,000 and 10,000. */
    FASHION_MNIST(
            "fashion-mnist",
            0.8,
            "Xiao, Rasul and Vollgraf 2017",
            "/usr/share/datasets/fashion-mnist",
            "install the Debian package dataset-fashion-mnist, or set dataPath to a folder with them");

    static final String TRAINING = "train";
    static final String TESTING = "t10k";

    private final String dataSet;
    private final double solvedAccuracy;
    private final String source;
    private final String installed;
    private final String remedy;

    ImageSet(
            String dataSet, double solvedAccuracy, String source, String installed, String remedy) {
        this.dataSet = dataSet;
        this.solvedAccuracy = solvedAccuracy;
        this.source = source;
        this.installed = installed;
        this.remedy = remedy;
    }

    /**
     * Its name, which is also that of the task with the given order of pixels.
     *
     * @return as experiment files have it
     */
    public String dataSet() {
        return dataSet;
    }

    /** Share of the validation images that must be told. */
    double solvedAccuracy() {
        return solvedAccuracy;
    }

    /** Authors and year. */
    String source() {
        return source;
    }

    /**
     * The folder with the four files.
     *
     * @param dataPath or empty for the place where the data set's package installs them
     * @throws UserMistake if one of the files is not there
     */
    Path folder(String dataPath) {
        String place = dataPath.isEmpty() ? installed : dataPath;
        Path folder = Path.of(place);
        if (place.isEmpty()
                || !IdxImages.arePresent(folder, TRAINING)
                || !IdxImages.arePresent(folder, TESTING)) {
            throw new UserMistake(
                    String.format(
                            "%s needs the files %s, %s, each as it is or as .gz%s; %s",
                            dataSet,
                            IdxImages.fileNames(TRAINING),
                            IdxImages.fileNames(TESTING),
                            place.isEmpty() ? "" : ", which are not all in " + folder,
                            remedy));
        }
        return folder;
    }
}
