package gradflow.flow;

import gradflow.flow.diagnosis.Diagnosis;
import gradflow.flow.diagnosis.Finding;
import gradflow.flow.network.WatchedLayer;
import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import gradflow.results.Table;
import gradflow.stats.GradientDecay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of a watched network. */
final class FlowTables {
    private FlowTables() {}

    /**
     * A row of runs.csv: horizon and decay are of the first recurrent layer, at the first and the
     * last iteration at which the gradient was taken.
     *
     * @param runId the run
     * @param lossAt as-trained or last-step
     * @param direction forward or backward
     * @param status trained or diverged
     * @param iterations parameter updates
     * @param firstLoss before the first update
     * @param lastLoss before the last update
     * @param gradientHorizon the largest lag with at least 1/1000 of the norm at lag 0
     * @param decayPerStep the factor per step that fits best
     * @param failure where a number ceased to be finite
     */
    private record RunRow(
            String runId,
            String lossAt,
            String direction,
            String status,
            int iterations,
            double firstLoss,
            double lastLoss,
            Integer gradientHorizon,
            Double decayPerStep,
            Integer finalGradientHorizon,
            Double finalDecayPerStep,
            String failure) {}

    static List<Table> of(Watch watch, Diagnosis diagnosis) {
        Records records = watch.records();
        return List.of(
                Table.of("runs.csv", RunRow.class, runs(watch)),
                Table.of("gradients.csv", GradientRow.class, records.gradients()),
                Table.of("parameters.csv", ParameterRow.class, records.parameters()),
                Table.of("units.csv", UnitRow.class, records.units()),
                Table.of("diagnosis.csv", Finding.class, diagnosis.findings()));
    }

    private static List<RunRow> runs(Watch watch) {
        List<RunRow> rows = new ArrayList<>();
        for (Loss loss : Loss.values()) {
            int layer =
                    watch.network().layers().stream()
                            .filter(WatchedLayer::isRecurrent)
                            .mapToInt(WatchedLayer::number)
                            .filter(number -> !watch.records().iterations(loss, number).isEmpty())
                            .findFirst()
                            .orElse(-1);
            if (layer >= 0 || loss == Loss.TRAINING) {
                rows.add(run(watch, loss, layer));
            }
        }
        return rows;
    }

    private static RunRow run(Watch watch, Loss loss, int layer) {
        Records records = watch.records();
        List<Integer> taken = records.iterations(loss, layer);
        double[] before = taken.isEmpty() ? null : records.hiddenByLag(loss, layer, taken.get(0));
        double[] after =
                taken.isEmpty()
                        ? null
                        : records.hiddenByLag(loss, layer, taken.get(taken.size() - 1));
        return new RunRow(
                loss.runId(),
                loss.lossAt(),
                loss.direction(),
                records.divergedAt().isPresent() ? "diverged" : "trained",
                watch.updates(),
                records.firstLoss(),
                records.lastLoss(),
                horizon(before),
                decay(before),
                horizon(after),
                decay(after),
                records.divergedAt().orElse(null));
    }

    private static Integer horizon(double... normByLag) {
        int horizon = normByLag == null ? -1 : GradientDecay.horizon(normByLag);
        return horizon < 0 ? null : Integer.valueOf(horizon);
    }

    private static Double decay(double... normByLag) {
        return normByLag == null ? null : Double.valueOf(GradientDecay.perStep(normByLag));
    }

    /** What the manifest says beside the checksums. */
    static Map<String, Object> facts(String name, Watch watch, FlowSettings settings) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("watched", watch.network().model().getClass().getSimpleName());
        facts.put(
                "layers",
                watch.network().layers().stream()
                        .map(
                                layer ->
                                        Map.of(
                                                "layer",
                                                layer.number(),
                                                "name",
                                                layer.name(),
                                                "kind",
                                                layer.kind()))
                        .map(TreeMap::new)
                        .toList());
        facts.put("parameters", watch.network().model().numParams());
        facts.put("schedule", settings.schedule().text());
        facts.put("profile_examples", settings.profileExamples());
        facts.put("profile_steps", watch.profileSteps());
        facts.put("jdk", System.getProperty("java.runtime.version"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return facts;
    }
}
