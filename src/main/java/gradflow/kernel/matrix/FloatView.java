package gradflow.kernel.matrix;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A pointer that is aimed at one address after another. Native calls take pointers, and a new
 * object for each of several hundred calls per time step would cost more than the smallest of them.
 */
public final class FloatView extends FloatPointer {

    /** Aims at nothing. */
    public FloatView() {
        super((Pointer) null);
    }

    /**
     * Aims at {@code newAddress}, whose memory the caller keeps alive.
     *
     * @return this view
     */
    public FloatView aim(long newAddress) {
        address = newAddress;
        return this;
    }

    /** The {@code length} floats from here on. */
    FloatBuffer buffer(long length) {
        capacity(length);
        FloatBuffer made = asBuffer();
        capacity(0);
        return made;
    }
}
