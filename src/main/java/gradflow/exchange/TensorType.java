package gradflow.exchange;

import gradflow.exchange.file.SmallFloat;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The floating-point types of tensors in a .safetensors file, little-endian. */
@SuppressWarnings("ImmutableEnumChecker") // a record of two numbers is as fixed as they are
public enum TensorType {
    /** IEEE 754 half precision: 5 bits of exponent, 10 of fraction. */
    F16(2, new SmallFloat(5, 10)),
    /** The upper half of a float: 8 bits of exponent, 7 of fraction. */
    BF16(2, new SmallFloat(8, 7)),
    /** Java's float. */
    F32(4, null),
    /** Java's double. */
    F64(8, null);

    /** Types that may stand in a file beside the weights: they are stepped over. */
    private static final Map<String, Integer> OTHER_SIZES =
            Map.ofEntries(
                    Map.entry("BOOL", 1),
                    Map.entry("U8", 1),
                    Map.entry("I8", 1),
                    Map.entry("F8_E4M3", 1),
                    Map.entry("F8_E5M2", 1),
                    Map.entry("U16", 2),
                    Map.entry("I16", 2),
                    Map.entry("U32", 4),
                    Map.entry("I32", 4),
                    Map.entry("U64", 8),
                    Map.entry("I64", 8),
                    Map.entry("C64", 8));

    private final int size;
    private final SmallFloat small;

    TensorType(int size, SmallFloat small) {
        this.size = size;
        this.small = small;
    }

    /**
     * Bytes of one number.
     *
     * @return 2, 4 or 8
     */
    public int size() {
        return size;
    }

    /**
     * Bytes of one number of any type that the format has; empty for a word that is none.
     *
     * @return bytes, if the format has such a type
     */
    public static Optional<Integer> sizeOf(String name) {
        Optional<Integer> known = named(name).map(TensorType::size);
        return known.isPresent() ? known : Optional.ofNullable(OTHER_SIZES.get(name));
    }

    /**
     * The type of a name.
     *
     * @param name as a file spells it
     * @return empty if it is none of these
     */
    public static Optional<TensorType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /**
     * The number at an index, exactly.
     *
     * @return as a double, which holds every value of these types
     */
    public double get(ByteBuffer data, int index) {
        return switch (this) {
            case F16, BF16 -> small.decode(data.getShort(2 * index) & 0xffff);
            case F32 -> data.getFloat(4 * index);
            case F64 -> data.getDouble(8 * index);
        };
    }

    /** Appends a number, rounded to nearest, ties to even. */
    public void put(ByteBuffer data, double value) {
        switch (this) {
            case F16, BF16 -> data.putShort((short) small.encode(value));
            case F32 -> data.putFloat((float) value);
            case F64 -> data.putDouble(value);
        }
    }

    /**
     * A number as this type holds it.
     *
     * @return the nearest value of this type, ties to even
     */
    public double rounded(double value) {
        return switch (this) {
            case F16, BF16 -> small.decode(small.encode(value));
            case F32 -> (float) value;
            case F64 -> value;
        };
    }
}
