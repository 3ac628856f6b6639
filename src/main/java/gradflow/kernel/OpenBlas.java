package gradflow.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks once for OpenBLAS, which not every ND4J backend brings. */
final class OpenBlas {
    private static final Logger LOG = LoggerFactory.getLogger(OpenBlas.class);

    /** Whether its Java classes and its natives for this platform are here. */
    static final boolean PRESENT = load();

    private OpenBlas() {}

    private static boolean load() {
        try {
            Class.forName("org.bytedeco.openblas.global.openblas_nolapack");
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            LOG.warn(
                    "There is no OpenBLAS that can be called ({}): recurrent layers compute in plain"
                            + " Java, right but slower. org.bytedeco:openblas with the natives of"
                            + " this platform mends it.",
                    absent.toString());
            return false;
        }
    }
}
