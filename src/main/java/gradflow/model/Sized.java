package gradflow.model;

/**
 * Settings that tell how much memory a run with them needs at the least, so that sizes beyond the
 * machine are refused before anything is allocated. Lower bounds: a run may need several times as
 * much.
 */
public interface Sized {
    /** Bytes outside Java's heap, where arrays of networks lie. */
    default double leastNativeBytes() {
        return 0;
    }

    /** Bytes of Java's heap. */
    default double leastHeapBytes() {
        return 0;
    }
}
