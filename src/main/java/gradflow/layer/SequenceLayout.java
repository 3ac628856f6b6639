package gradflow.layer;

import org.deeplearning4j.nn.conf.RNNFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Turns DL4J's [B, size, T] or [B, T, size] into time-major [T, B, size] and back; views only. */
record SequenceLayout(RNNFormat format) {

    boolean isTimeBeforeSize() {
        return format == RNNFormat.NWC;
    }

    INDArray toTimeMajor(INDArray sequence) {
        return isTimeBeforeSize() ? sequence.permute(1, 0, 2) : sequence.permute(2, 0, 1);
    }

    INDArray fromTimeMajor(INDArray sequence) {
        return isTimeBeforeSize() ? sequence.permute(1, 0, 2) : sequence.permute(1, 2, 0);
    }

    long timeSteps(INDArray sequence) {
        return sequence.size(isTimeBeforeSize() ? 1 : 2);
    }

    /** The time-major shape of a sequence as long as {@code like}, of another size. */
    long[] timeMajorShape(INDArray like, long size) {
        return new long[] {timeSteps(like), like.size(0), size};
    }

    /** DL4J's shape of a time-major one. */
    long[] shape(long[] timeMajor) {
        return isTimeBeforeSize()
                ? new long[] {timeMajor[1], timeMajor[0], timeMajor[2]}
                : new long[] {timeMajor[1], timeMajor[2], timeMajor[0]};
    }

    /** What messages call it. */
    String described() {
        return isTimeBeforeSize() ? "[batch, time, nIn]" : "[batch, nIn, time]";
    }
}
