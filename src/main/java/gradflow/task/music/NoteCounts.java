package gradflow.task.music;

import java.util.List;

/**
 * How often each note sounds in the training windows, at all and after it did or did not one step
 * before. Two is added to every number of cases and one to those with sound, so that nothing is
 * impossible.
 */
final class NoteCounts {
    private final PianoRolls rolls;

    /** Cases and those with sound, by note and by whether it sounded before. */
    private final long[][] cases = new long[PianoRolls.NOTES][2];

    private final long[][] sounding = new long[PianoRolls.NOTES][2];

    NoteCounts(PianoRolls rolls, List<PieceWindow> training) {
        this.rolls = rolls;
        forEachLabel(
                training,
                (note, before, now) -> {
                    cases[note][before ? 1 : 0]++;
                    sounding[note][before ? 1 : 0] += now ? 1 : 0;
                });
    }

    /** Nats per time step if each note sounds as often as it does at all. */
    double independent(List<PieceWindow> windows) {
        return mean(
                windows,
                (note, before) ->
                        share(
                                sounding[note][0] + sounding[note][1],
                                cases[note][0] + cases[note][1]));
    }

    /** Nats per time step if each note depends on itself one step before. */
    double fromItself(List<PieceWindow> windows) {
        return mean(
                windows,
                (note, before) ->
                        share(sounding[note][before ? 1 : 0], cases[note][before ? 1 : 0]));
    }

    private double mean(List<PieceWindow> windows, Predictor predictor) {
        double[] sum = new double[1];
        forEachLabel(
                windows,
                (note, before, now) -> {
                    double probability = predictor.probability(note, before);
                    sum[0] -= StrictMath.log(now ? probability : 1 - probability);
                });
        return sum[0] / windows.stream().mapToInt(PieceWindow::labels).sum();
    }

    private void forEachLabel(List<PieceWindow> windows, Visitor visitor) {
        for (PieceWindow window : windows) {
            for (int t = window.start(); t < window.start() + window.labels(); t++) {
                for (int note = 0; note < PianoRolls.NOTES; note++) {
                    visitor.label(
                            note,
                            rolls.sounds(window.piece(), t, note),
                            rolls.sounds(window.piece(), t + 1, note));
                }
            }
        }
    }

    private static double share(long sounding, long cases) {
        return (sounding + 1.0) / (cases + 2.0);
    }

    /** Sees a note at a step, and before it. */
    private interface Visitor {
        void label(int note, boolean before, boolean now);
    }

    /** The probability that a note sounds. */
    private interface Predictor {
        double probability(int note, boolean before);
    }
}
