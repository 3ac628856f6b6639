package gradflow.kernel;

/**
 * Whether portable products may use Java's Vector API. It changes no bit, only the time. Its module
 * is incubating: Java has it only when it is started with {@code --add-modules
 * jdk.incubator.vector}.
 */
public final class VectorApi {
    private static final String MODULE = "jdk.incubator.vector";

    /** With less a vector is no gain over what the compiler makes of plain loops. */
    private static final int FEWEST_BITS = 256;

    private VectorApi() {}

    /**
     * Whether the module is there and code is compiled by C2: the interpreter and C1 make an object
     * of every vector, and take a hundred times longer than for plain loops.
     *
     * @return false on a Java machine that does not say how it runs
     */
    public static boolean isPresent() {
        String mode = System.getProperty("java.vm.info", "");
        return ModuleLayer.boot().findModule(MODULE).isPresent()
                && mode.startsWith("mixed mode")
                && !mode.contains("emulated-client");
    }

    /**
     * Whether vectors of this machine are long enough.
     *
     * @return true from AVX on
     */
    public static boolean isLong(int bits) {
        return bits >= FEWEST_BITS;
    }
}
