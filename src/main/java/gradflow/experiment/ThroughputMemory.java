package gradflow.experiment;

import gradflow.kernel.fast.FastCell;
import gradflow.spec.ThroughputSettings;

/** The memory of a workload, as far as it is known before anything is allocated. */
final class ThroughputMemory {
    private ThroughputMemory() {}

    /** What our recurrent layer keeps between forward and backward pass of a segment. */
    static long layerBytes(ThroughputSettings settings) {
        return cell(settings)
                .bytes(settings.batch(), settings.segment(), settings.input(), settings.hidden());
    }

    /** That, the data, and the layer's output with its gradient. */
    static double bytes(ThroughputSettings settings) {
        double batch = settings.batch();
        double data = batch * settings.time() * (settings.input() + settings.classes());
        double output = 2 * batch * settings.segment() * settings.hidden();
        return layerBytes(settings) + Float.BYTES * (data + output);
    }

    private static FastCell cell(ThroughputSettings settings) {
        return switch (settings.cell()) {
            case SIMPLE_RNN -> FastCell.SIMPLE_RNN;
            case LSTM -> FastCell.LSTM;
            case GRU -> FastCell.GRU;
        };
    }
}
