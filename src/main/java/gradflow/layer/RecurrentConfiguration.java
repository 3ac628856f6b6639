package gradflow.layer;

import gradflow.kernel.Recurrence;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the configurations of this package tell their layer and their parameters beyond DL4J's. */
public interface RecurrentConfiguration {

    /** The gates in the order of their blocks of H columns. */
    List<String> gateNames();

    /** Whether the recurrent product has a bias of its own. */
    default boolean hasRecurrentBias() {
        return false;
    }

    /** Whether both products of every gate are normalised, with a gain per unit and product. */
    default boolean hasLayerNorm() {
        return false;
    }

    /** Whether a feature mask is only handed on, as DL4J's LSTM does outside Bidirectional. */
    default boolean handsMaskOn() {
        return false;
    }

    /** The fans (in, out) that W is drawn with: those of the stock layer, so that seeds agree. */
    double[] inputFans();

    /** The fans (in, out) that RW is drawn with. */
    double[] recurrentFans();

    /** Sets the biases [G·H] of a new layer. */
    void initializeBias(INDArray bias);

    /** A recurrence for one layer. */
    Recurrence recurrence(DataType dataType);
}
