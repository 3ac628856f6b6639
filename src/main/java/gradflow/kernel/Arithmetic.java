package gradflow.kernel;

import java.util.Locale;

/** What the matrix products, sums and functions of a layer are computed with. */
public enum Arithmetic {
    /**
     * OpenBLAS's products. The last bits depend on the processor, on the kernels that OpenBLAS
     * chooses for it, and on what else its environment sets. Where there is no OpenBLAS that can be
     * called, it is what {@link #PORTABLE} is.
     */
    FAST,

    /**
     * Java in a fixed order: every element of a product is one chain of fused multiply-adds in the
     * order of its terms, computed in vectors where Java has its incubating Vector API, every sum
     * has one order, and functions are made of operations that round correctly. The same bits on
     * every processor and Java machine.
     */
    PORTABLE;

    /**
     * What can be computed with in this process.
     *
     * @return this one, or portable where fast is asked for and OpenBLAS cannot be called
     */
    public Arithmetic available() {
        return this == FAST && !OpenBlas.PRESENT ? PORTABLE : this;
    }

    /**
     * As it is written in experiment files and manifests.
     *
     * @return in lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
