package gradflow.kernel.twin;

import gradflow.kernel.Arithmetic;
import org.nd4j.linalg.api.buffer.DataType;

/** In which type and with which arithmetic a fused recurrence computes. */
public record Form(DataType dataType, Arithmetic arithmetic) {
    public static final Form FAST_FLOAT = new Form(DataType.FLOAT, Arithmetic.FAST);
    public static final Form FAST_DOUBLE = new Form(DataType.DOUBLE, Arithmetic.FAST);
    public static final Form PORTABLE_FLOAT = new Form(DataType.FLOAT, Arithmetic.PORTABLE);
    public static final Form PORTABLE_DOUBLE = new Form(DataType.DOUBLE, Arithmetic.PORTABLE);
}
