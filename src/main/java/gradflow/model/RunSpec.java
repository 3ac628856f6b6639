package gradflow.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One run: a condition of the grid with one seed.
 *
 * @param runId made of the factors' and nuisances' values and the seed; unique in its experiment
 * @param condition made of the factors' values
 * @param factors the settings that the grid varies with this run's values, in the grid's order
 * @param nuisances the settings that are tuned for each condition with this run's values
 * @param seed of the weights and of the order of the data, each by a stream of its own
 * @param settings all settings
 * @param limits what the run may take at most
 */
public record RunSpec(
        String runId,
        String condition,
        Map<String, String> factors,
        Map<String, String> nuisances,
        long seed,
        Record settings,
        RunLimits limits) {

    /** Keeps factors and nuisances in their order. */
    public RunSpec {
        factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
        nuisances = Collections.unmodifiableMap(new LinkedHashMap<>(nuisances));
    }

    /**
     * A run without limits.
     *
     * @param runId made of the factors' and nuisances' values and the seed
     * @param condition made of the factors' values
     * @param factors the settings that the grid varies with this run's values
     * @param nuisances the settings that are tuned for each condition with this run's values
     * @param seed of the weights and of the order of the data
     * @param settings all settings
     */
    public RunSpec(
            String runId,
            String condition,
            Map<String, String> factors,
            Map<String, String> nuisances,
            long seed,
            Record settings) {
        this(runId, condition, factors, nuisances, seed, settings, RunLimits.NONE);
    }

    /**
     * The settings as the type that the experiment expects.
     *
     * @param <S> the type
     * @param type of the settings
     * @return the settings
     */
    public <S extends Record> S settings(Class<S> type) {
        return type.cast(settings);
    }
}
