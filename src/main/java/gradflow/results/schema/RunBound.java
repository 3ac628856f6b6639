package gradflow.results.schema;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What bounds the values of a column from above where that differs from run to run. */
public enum RunBound {
    /** The largest lag of the run's sequences, T − 1. */
    @JsonProperty("largest_lag")
    LARGEST_LAG,

    /** 1 where the run's metric is a share, such as an accuracy; nothing where it is an error. */
    @JsonProperty("metric")
    METRIC;

    /**
     * Whether a metric is a share of what could be right, so that it is at most 1 and higher is
     * better; of names with {@code nats} or {@code error} lower is better, without a limit.
     *
     * @param metricName as in the column {@code metric_name}
     * @return whether it is a share
     */
    public static boolean isShare(String metricName) {
        return !metricName.contains("nats") && !metricName.contains("error");
    }
}
