package gradflow.kernel;

import java.lang.management.ManagementFactory;

/**
 * Whether portable products may use Java's Vector API. It changes no bit, only the time. Its module
 * is incubating: Java has it only when it is started with {@code --add-modules
 * jdk.incubator.vector}.
 */
public final class VectorApi {
    private static final String MODULE = "jdk.incubator.vector";

    /** An option that may end compilation before level 4, which is C2. */
    private static final String LAST_LEVEL = "-XX:TieredStopAtLevel=";

    /** With less a vector is no gain over what the compiler makes of plain loops. */
    private static final int FEWEST_BITS = 256;

    private VectorApi() {}

    /**
     * Whether the module is there and hot code is compiled by C2: the interpreter and C1 make an
     * object of every vector, and take a hundred times longer than for plain loops.
     *
     * @return false on a Java machine that does not say how it compiles
     */
    public static boolean isPresent() {
        return ModuleLayer.boot().findModule(MODULE).isPresent()
                && System.getProperty("java.vm.info", "").startsWith("mixed mode")
                && !System.getProperty("java.vm.version", "").contains("jvmci")
                && compilesByC2();
    }

    private static boolean compilesByC2() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .noneMatch(option -> option.startsWith(LAST_LEVEL) && !option.endsWith("=4"));
    }

    /**
     * Whether vectors of so many bits are faster than plain loops.
     *
     * @param bits the length of a vector
     * @return true from 256 bits on, which x86 has from AVX2 on
     */
    public static boolean isLong(int bits) {
        return bits >= FEWEST_BITS;
    }
}
