package gradflow.task.images;

/** Grey pictures of ten classes. */
public interface Images {
    /** Classes of every such data set. */
    int CLASSES = 10;

    /**
     * How many there are.
     *
     * @return 1 or more
     */
    int count();

    /**
     * Pixels of each.
     *
     * @return 784 for 28 × 28
     */
    int pixels();

    /**
     * How bright a pixel is, 0 … 1.
     *
     * @param pixel counted from the top left, row by row
     * @return 0 for the background
     */
    double brightness(int example, int pixel);

    /**
     * What an example shows, 0 … 9.
     *
     * @return the class
     */
    int label(int example);
}
