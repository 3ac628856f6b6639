package gradflow.model.settings;

/**
 * Settings that tell how much memory a run with them needs at the least, so that sizes beyond the
 * machine are refused before anything is allocated. Lower bounds: a run may need several times as
 * much.
 */
public interface Sized {
    /**
     * Bytes outside Java's heap, where arrays of networks lie.
     *
     * @return bytes, 0 or above; a double, for the number may be beyond long
     */
    default double leastNativeBytes() {
        return 0;
    }

    /**
     * Bytes of Java's heap.
     *
     * @return bytes, 0 or above; a double, for the number may be beyond long
     */
    default double leastHeapBytes() {
        return 0;
    }
}
