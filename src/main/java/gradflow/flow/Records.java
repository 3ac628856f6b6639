package gradflow.flow;

import gradflow.probe.GradientRow;
import gradflow.probe.ParameterRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rows of one network, as they come. */
final class Records {
    private static final List<String> RUNS = Arrays.stream(Loss.values()).map(Loss::runId).toList();

    private final List<GradientRow> gradients = new ArrayList<>();
    private final List<ParameterRow> parameters = new ArrayList<>();
    private final List<UnitRow> units = new ArrayList<>();
    private Optional<String> divergedAt = Optional.empty();
    private double firstLoss = Double.NaN;
    private double lastLoss = Double.NaN;

    void gradients(List<GradientRow> rows) {
        gradients.addAll(rows);
    }

    void parameters(List<ParameterRow> rows) {
        parameters.addAll(rows);
    }

    void unit(UnitRow row) {
        units.add(row);
    }

    void loss(int update, double loss) {
        if (update == 1) {
            firstLoss = loss;
        }
        lastLoss = loss;
    }

    void diverge(String place) {
        divergedAt = Optional.of(place);
    }

    Optional<String> divergedAt() {
        return divergedAt;
    }

    double firstLoss() {
        return firstLoss;
    }

    double lastLoss() {
        return lastLoss;
    }

    /** By run, iteration, layer and time step. */
    List<GradientRow> gradients() {
        return gradients.stream()
                .sorted(
                        Comparator.comparing((GradientRow row) -> RUNS.indexOf(row.runId()))
                                .thenComparingInt(GradientRow::iteration)
                                .thenComparingInt(GradientRow::layer)
                                .thenComparingInt(GradientRow::timeStep))
                .toList();
    }

    List<ParameterRow> parameters() {
        return List.copyOf(parameters);
    }

    List<UnitRow> units() {
        return List.copyOf(units);
    }

    boolean hasProfileAt(int iteration) {
        return gradients.stream()
                .anyMatch(
                        row ->
                                row.iteration() == iteration
                                        && row.runId().startsWith(Loss.LAST_STEP.runId()));
    }

    /** ‖∂L/∂h‖ by lag; empty if it was not taken then. */
    double[] hiddenByLag(Loss loss, int layer, int iteration) {
        return gradients.stream()
                .filter(
                        row ->
                                row.runId().equals(loss.runId())
                                        && row.layer() == layer
                                        && row.iteration() == iteration)
                .sorted(Comparator.comparingInt(GradientRow::lag))
                .mapToDouble(GradientRow::gradHiddenL2)
                .toArray();
    }

    /** The iterations at which a gradient was taken, in order. */
    List<Integer> iterations(Loss loss, int layer) {
        return gradients.stream()
                .filter(row -> row.runId().equals(loss.runId()) && row.layer() == layer)
                .map(GradientRow::iteration)
                .distinct()
                .sorted()
                .toList();
    }
}
