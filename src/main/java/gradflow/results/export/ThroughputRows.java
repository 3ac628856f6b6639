package gradflow.results.export;

import gradflow.results.StoredResults;

/** Where the rows of timings.csv are measurements. */
final class ThroughputRows {
    private static final String KIND = "throughput";

    private ThroughputRows() {}

    /** Whether a folder's experiment measures times. */
    static boolean areIn(StoredResults results) {
        return results.manifest().path("experiment").path("type").asText().equals(KIND);
    }
}
