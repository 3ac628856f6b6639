package gradflow.kernel.matrix;

/**
 * What a product adds to some columns of four rows of C at a time. The one form that there is,
 * {@code VectorTiles} in {@code src/vector}, is compiled apart, since it needs a module of Java
 * that is incubating.
 */
interface Tiles {

    /** The length of a vector. */
    int vectorBits();

    /** How many of so many columns are computed at a time; 0 if they are fewer than a vector's. */
    int width(int columns);

    /**
     * Adds A·B to {@code width} columns of C from {@code column} on, in the four rows from {@code
     * row} on.
     *
     * @param a its first row is at {@code aRow}; of B at {@code bRow}, of C at {@code cRow}
     * @param width as {@link #width} says
     */
    void add(
            float[][] a,
            int aRow,
            int row,
            float[][] b,
            int bRow,
            float[][] c,
            int cRow,
            int column,
            int width,
            int k);
}
