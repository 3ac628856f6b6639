package gradflow.task.table;

import gradflow.model.settings.LabelKind;
import java.util.ArrayList;
import java.util.List;

/**
 * An example: steps of a sequence that end where the network's T steps end. Where they are fewer,
 * what stands before them is padding.
 *
 * @param sequence it is taken from
 * @param start its first step
 * @param length how many, 1 … T
 * @param told its first step that may have a loss, counted from start
 */
record Excerpt(TableSequence sequence, int start, int length, int told) {
    private static final int WARM_UP_SHARE = 4;

    /**
     * Steps of a sequence that can be inputs.
     *
     * @return all, but the last where the next value is to be told
     */
    static int steps(TableSequence sequence, LabelKind kind) {
        return kind == LabelKind.NEXT_VALUE ? sequence.steps() - 1 : sequence.steps();
    }

    /** Steps at the start of an excerpt without a loss: a zero state has to see values first. */
    private static int warmUp(int length, LabelKind kind) {
        return kind == LabelKind.NEXT_VALUE ? length / WARM_UP_SHARE : 0;
    }

    /** The excerpt of up to T steps that starts there. */
    static Excerpt at(TableSequence sequence, int start, int most, LabelKind kind) {
        int length = Math.min(most, steps(sequence, kind) - start);
        return new Excerpt(sequence, start, length, warmUp(length, kind));
    }

    /** How many there are that differ in their start. */
    static int count(TableSequence sequence, int most, LabelKind kind) {
        return Math.max(1, steps(sequence, kind) - most + 1);
    }

    /**
     * Those that tell every step of a sequence once, but its warm-up. All are as long as can be, so
     * the last may see steps that were told before it.
     */
    static List<Excerpt> inARow(TableSequence sequence, int most, LabelKind kind) {
        List<Excerpt> excerpts = new ArrayList<>();
        int steps = steps(sequence, kind);
        Excerpt next = at(sequence, 0, most, kind);
        excerpts.add(next);
        int end = next.length();
        while (end < steps) {
            int start = Math.min(end - warmUp(most, kind), steps - most);
            excerpts.add(new Excerpt(sequence, start, most, end - start));
            end = start + most;
        }
        return excerpts;
    }
}
