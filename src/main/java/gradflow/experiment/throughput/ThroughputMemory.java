package gradflow.experiment.throughput;

import gradflow.kernel.CellOptions;
import gradflow.kernel.CellShape;
import gradflow.kernel.cells.CellForms;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** The memory of a workload, as far as it is known before anything is allocated. */
final class ThroughputMemory {
    private ThroughputMemory() {}

    /** What our recurrent layer keeps between forward and backward pass of a segment. */
    static long layerBytes(ThroughputSettings settings) {
        CellShape cell = settings.cell().shape();
        IActivation activation =
                cell.hasLinearCandidate() ? new ActivationIdentity() : new ActivationTanH();
        return CellForms.fusedBytes(
                cell,
                CellOptions.of(activation),
                settings.batch(),
                settings.segment(),
                settings.input(),
                settings.hidden());
    }

    /** That, the data, and the layer's output with its gradient. */
    static double bytes(ThroughputSettings settings) {
        double batch = settings.batch();
        double data = batch * settings.time() * ((double) settings.input() + settings.classes());
        double output = 2 * batch * settings.segment() * settings.hidden();
        return layerBytes(settings) + Float.BYTES * (data + output);
    }
}
