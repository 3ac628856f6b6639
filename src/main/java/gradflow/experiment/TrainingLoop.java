package gradflow.experiment;

import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** The one training loop: every network that learns is led through it, batch by batch. */
public final class TrainingLoop {
    private TrainingLoop() {}

    /**
     * Makes one step after another.
     *
     * @param batches steps at most
     * @param isOver whether to stop early; asked before every step
     * @param step trains on the batch with this index, from 0 on
     */
    public static void run(int batches, BooleanSupplier isOver, IntConsumer step) {
        for (int batch = 0; batch < batches && !isOver.getAsBoolean(); batch++) {
            step.accept(batch);
        }
    }
}
