package gradflow.task.images;

/** Grey pictures of ten classes. */
public interface Images {
    /** Classes of every such data set. */
    int CLASSES = 10;

    /** How many there are. */
    int count();

    /** Pixels of each. */
    int pixels();

    /**
     * How bright a pixel is, 0 … 1.
     *
     * @param pixel counted from the top left, row by row
     */
    double brightness(int example, int pixel);

    /** What an example shows, 0 … 9. */
    int label(int example);
}
