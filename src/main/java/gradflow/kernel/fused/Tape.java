package gradflow.kernel.fused;

import java.util.ArrayList;
import java.util.List;

/**
 * What the steps forward leave for the steps back: a few arrays [B·H] per step, kept from pass to
 * pass. Slot 0 belongs to the state before the first step.
 */
final class Tape {
    private final int arraysPerStep;
    private final List<float[][]> slots = new ArrayList<>();
    private int slotCount;
    private int length;

    Tape(int arraysPerStep) {
        this.arraysPerStep = arraysPerStep;
    }

    /**
     * Makes room for {@code count} steps beside the initial state; fewer slots are used in turn.
     */
    void reserve(int count, int units) {
        if (units > length) {
            slots.clear();
            length = units;
        }
        slotCount = count + 1;
        while (slots.size() < slotCount) {
            slots.add(new float[arraysPerStep][length]);
        }
    }

    /** The arrays of step t; t = −1 is the initial state. */
    float[][] at(int t) {
        return slots.get((t + 1) % slotCount);
    }
}
