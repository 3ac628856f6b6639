package gradflow.exchange.file;

import gradflow.exchange.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One named array of a .safetensors file.
 *
 * @param name such as {@code rnn.weight_ih_l0}
 * @param type as the file spells it; one of {@link TensorType} where it can be read
 * @param shape of a C-ordered array; empty for a single number
 * @param data its bytes, little-endian, which nobody changes
 */
public record Tensor(String name, String type, List<Long> shape, ByteBuffer data) {

    /**
     * An array in a type of the format, each number rounded to nearest.
     *
     * @return a tensor whose bytes are its own
     */
    public static Tensor of(String name, TensorType type, List<Long> shape, double[] values) {
        ByteBuffer data =
                ByteBuffer.allocate(values.length * type.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            type.put(data, value);
        }
        return new Tensor(name, type.name(), shape, data.flip());
    }

    /**
     * The numbers in C order; exact, for a double holds them all.
     *
     * @return one for each element
     */
    public double[] values() {
        TensorType known = TensorType.valueOf(type);
        ByteBuffer bytes = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int length = bytes.remaining() / known.size();
        return IntStream.range(0, length).mapToDouble(i -> known.get(bytes, i)).toArray();
    }
}
