package gradflow.exchange;

import gradflow.exchange.keras.KerasGru;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;

/**
 * Lets Deeplearning4j's own import of Keras models (KerasModelImport) read GRU layers, which it
 * does not know. Needs {@code org.deeplearning4j:deeplearning4j-modelimport} on the class path, and
 * {@code org.bytedeco:hdf5} with the natives of the platform.
 *
 * <p>It is DL4J's import in everything else: .h5 files of Keras 1 and 2; it keeps its own LSTM,
 * SimpleRnn and Bidirectional, which does not take a GRU; and a layer of another's does not learn
 * of a Masking or {@code mask_zero} below it, which is why a GRU right above a layer named {@code
 * masking…} is refused. {@link KerasModels} reads all of these.
 */
public final class KerasRecurrent {
    private KerasRecurrent() {}

    /** Registers GRU for all imports of this Java machine; to do so again changes nothing. */
    public static void register() {
        KerasLayer.registerCustomLayer("GRU", KerasGru.class);
    }
}
