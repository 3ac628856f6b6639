package gradflow;

import java.util.List;

/** The names of the -D properties that this program reads. */
final class PropertyNames {
    static final String EXP = "exp";
    static final String SPEC = "spec";
    static final String QUICK = "quick";
    static final String OUT = "out";
    static final String SET = "set";
    static final String WORKERS = "workers";
    static final String VECTORS = "vectors";
    static final String RESTART = "restart";
    static final String PARTIAL = "partial";
    static final String VERIFY = "verify";
    static final String COMPARE = "compare";
    static final String SHARD = "shard";
    static final String MERGE = "merge";
    static final String MODEL = "model";
    static final String DATA = "data";
    static final String TENSORBOARD = "tensorboard";
    static final String REPORT = "report";
    static final String QUIET = "quiet";
    static final String LIVE = "live";
    static final String MASTER = "master";
    static final String HELP = "help";
    static final String VERSION = "version";

    /** All of them, in the order in which a command is written. */
    static final List<String> OURS =
            List.of(
                    EXP,
                    SPEC,
                    QUICK,
                    OUT,
                    SET,
                    WORKERS,
                    VECTORS,
                    RESTART,
                    PARTIAL,
                    VERIFY,
                    COMPARE,
                    SHARD,
                    MERGE,
                    MODEL,
                    DATA,
                    TENSORBOARD,
                    REPORT,
                    QUIET,
                    LIVE,
                    MASTER,
                    HELP,
                    VERSION);

    private PropertyNames() {}
}
