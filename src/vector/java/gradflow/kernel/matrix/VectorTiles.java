package gradflow.kernel.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Tiles} in vector registers, by Java's Vector API. What a tile adds up stays in registers
 * until all of k is through; each lane is the chain of fused multiply-adds that {@link
 * PlainProduct} computes in memory, so that the bits are the same. By rows and by columns of A
 * there are forms of their own: one that asks which it is at each step of k is slower.
 */
abstract class VectorTiles implements Tiles {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** With 512 bits there are 32 registers, enough for 16 sums; with 256 there are 16. */
    private static final int WIDEST = SPECIES.vectorBitSize() >= 512 ? 4 * LANES : 2 * LANES;

    @Override
    public final int vectorBits() {
        return SPECIES.vectorBitSize();
    }

    @Override
    public final int width(int columns) {
        if (columns >= WIDEST) {
            return WIDEST;
        }
        return columns >= 2 * LANES ? 2 * LANES : columns >= LANES ? LANES : 0;
    }

    @Override
    public final void add(
            float[][] a,
            int aRow,
            int row,
            float[][] b,
            int bRow,
            float[][] c,
            int cRow,
            int column,
            int width,
            int k) {
        if (width == 4 * LANES) {
            four(a, aRow, row, b, bRow, c, cRow + row, column, k);
        } else if (width == 2 * LANES) {
            two(a, aRow, row, b, bRow, c, cRow + row, column, k);
        } else {
            one(a, aRow, row, b, bRow, c, cRow + row, column, k);
        }
    }

    /** Four vectors of each row. */
    abstract void four(
            float[][] a, int aRow, int row, float[][] b, int bRow, float[][] c, int cRow, int j, int k);

    /** Two vectors of each row. */
    abstract void two(
            float[][] a, int aRow, int row, float[][] b, int bRow, float[][] c, int cRow, int j, int k);

    /** A vector of each row. */
    abstract void one(
            float[][] a, int aRow, int row, float[][] b, int bRow, float[][] c, int cRow, int j, int k);

    static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(SPECIES, from, at);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}
