package gradflow.bench.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One workload by several processes in turn. In a round each works for about the same time; who
 * begins changes from round to round. The time of a round is the median of its repetitions.
 *
 * @param seconds of all rounds together, if they are more than the least number
 * @param warmup seconds before
 * @param leastRounds that are made however long they take
 */
record Alternation(double seconds, double warmup, int leastRounds) {
    private static final double SLICE_MILLIS = 60;
    private static final int MOST_ROUNDS = 25;

    /** Milliseconds by implementation, an element for each round. */
    Map<TimedLibrary, double[]> of(Map<TimedLibrary, Side> sides) throws IOException {
        List<TimedLibrary> names = List.copyOf(sides.keySet());
        Map<TimedLibrary, Integer> times = new LinkedHashMap<>();
        double roundMillis = 0;
        for (TimedLibrary name : names) {
            double millis = sides.get(name).warm(warmup);
            int each = (int) Math.max(1, Math.floor(SLICE_MILLIS / millis));
            times.put(name, each);
            roundMillis += each * millis;
        }
        int affordable = (int) (seconds * 1e3 / roundMillis);
        int rounds = Math.max(leastRounds, Math.min(MOST_ROUNDS, affordable));
        List<Map<TimedLibrary, Double>> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Map<TimedLibrary, Double> millis = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                TimedLibrary name = names.get((i + round) % names.size());
                millis.put(name, Quartiles.of(sides.get(name).run(times.get(name))).median());
            }
            all.add(millis);
        }
        Map<TimedLibrary, double[]> byName = new LinkedHashMap<>();
        for (TimedLibrary name : names) {
            byName.put(
                    name,
                    IntStream.range(0, rounds).mapToDouble(r -> all.get(r).get(name)).toArray());
        }
        return byName;
    }
}
