package gradflow.exchange;

import gradflow.exchange.keras.KerasBuilder;
import gradflow.exchange.keras.KerasFile;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Reads Keras models of versions 1, 2 and 3 into Deeplearning4j networks with this project's
 * recurrent layers: Sequential and functional models in .h5 and .keras files, with Input, Masking,
 * SimpleRNN, LSTM, GRU, Bidirectional, Dropout, Dense, TimeDistributed and Embedding.
 *
 * <p>Every option that changes what a layer computes or how it is trained is taken over or refused
 * by name. Needs {@code io.jhdf:jhdf} 0.13.0 on the class path. Files of up to 512 MiB are read;
 * nothing in them is run.
 */
public final class KerasModels {
    private KerasModels() {}

    /**
     * Reads a model into a network of floats.
     *
     * @param file what {@code model.save} wrote: .h5 or .keras
     * @return the network with the file's weights
     * @throws ModelFileException if the file cannot be read, is malformed, or holds a layer or
     *     option that is not taken over
     * @throws IllegalStateException if io.jhdf is not on the class path
     */
    public static KerasModel read(Path file) throws ModelFileException {
        return read(file, DataType.FLOAT);
    }

    /**
     * Reads a model.
     *
     * @param file what {@code model.save} wrote: .h5 or .keras
     * @param type FLOAT or DOUBLE, in which the network computes
     * @return the network with the file's weights
     * @throws ModelFileException if the file cannot be read, is malformed, or holds a layer or
     *     option that is not taken over
     * @throws IllegalStateException if io.jhdf is not on the class path
     */
    public static KerasModel read(Path file, DataType type) throws ModelFileException {
        try (KerasFile open = KerasFile.open(file)) {
            return new KerasBuilder(open, type).model();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Keras files need io.jhdf:jhdf 0.13.0 on the class path: " + e.getMessage(), e);
        }
    }
}
