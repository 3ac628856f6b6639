package gradflow.flow;

import gradflow.flow.diagnosis.Followed;
import gradflow.flow.diagnosis.Symptoms;
import gradflow.flow.network.WatchedLayer;
import gradflow.flow.network.WatchedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Draws from the rows of a watched network what its diagnosis rests on. */
final class Findings {
    /** What is known of a network that has not been trained: nothing. */
    static final Symptoms NOTHING =
            new Symptoms(List.of(), List.of(), Optional.empty(), Optional.empty(), List.of());

    private Findings() {}

    static Symptoms of(Watch watch) {
        return new Symptoms(
                followed(watch),
                silent(watch.records()),
                cut(watch),
                watch.records().divergedAt(),
                stock(watch.network()));
    }

    private static List<Followed> followed(Watch watch) {
        List<Followed> followed = new ArrayList<>();
        for (WatchedLayer layer : watch.network().layers()) {
            for (Loss loss : List.of(Loss.LAST_STEP, Loss.LAST_STEP_BACKWARD)) {
                List<Integer> taken = watch.records().iterations(loss, layer.number());
                if (!taken.isEmpty()) {
                    int last = taken.get(taken.size() - 1);
                    followed.add(
                            new Followed(
                                    layer.number(),
                                    layer.kind(),
                                    loss == Loss.LAST_STEP_BACKWARD,
                                    last,
                                    watch.records().hiddenByLag(loss, layer.number(), last)));
                }
            }
        }
        return followed;
    }

    private static List<Symptoms.Silent> silent(Records records) {
        Map<Integer, Symptoms.Silent> latest = new TreeMap<>();
        for (UnitRow row : records.units()) {
            latest.put(row.layer(), new Symptoms.Silent(row.layer(), row.units(), row.deadUnits()));
        }
        return List.copyOf(latest.values());
    }

    private static Optional<Symptoms.Cut> cut(Watch watch) {
        return watch.network()
                .cut()
                .filter(
                        cut ->
                                watch.segments().wereContinued()
                                        || cut.backward() < watch.profileSteps())
                .map(cut -> new Symptoms.Cut(Math.min(cut.forward(), cut.backward())));
    }

    private static List<Symptoms.Stock> stock(WatchedNetwork network) {
        return network.layers().stream()
                .filter(layer -> layer.isRecurrent() && !layer.showsTimeSteps())
                .map(
                        layer ->
                                new Symptoms.Stock(
                                        layer.number(),
                                        layer.inner().getClass().getName(),
                                        replacement(layer)))
                .toList();
    }

    private static String replacement(WatchedLayer layer) {
        return switch (layer.kind()) {
            case "LSTM" -> "gradflow.layer.LSTM";
            case "SimpleRnn" -> "gradflow.layer.SimpleRnn";
            case "GravesLSTM" -> "gradflow.layer.LSTM (which has no peepholes)";
            case "GravesBidirectionalLSTM" ->
                    "gradflow.layer.LSTM in a Bidirectional (without peepholes)";
            default -> "a layer of gradflow.layer";
        };
    }
}
