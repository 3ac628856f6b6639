package gradflow.task;

import java.nio.ByteBuffer;
import org.apache.commons.codec.digest.DigestUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Tells whether two batches are the same, byte for byte. */
public final class BatchHash {
    private BatchHash() {}

    public static String of(DataSet... batches) {
        StringBuilder hashes = new StringBuilder();
        for (DataSet batch : batches) {
            hashes.append(hash(batch.getFeatures()))
                    .append(hash(batch.getLabels()))
                    .append(hash(batch.getLabelsMaskArray()));
        }
        return DigestUtils.sha256Hex(hashes.toString());
    }

    /** The batches and held-out data that a task hands out. */
    public static String of(Task task) {
        return of(
                task.trainingBatch(1, 0, 5),
                task.trainingBatch(7, 400, 3),
                task.validation(),
                task.test());
    }

    private static String hash(INDArray array) {
        float[] values = array.dup('c').data().asFloat();
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
        bytes.asFloatBuffer().put(values);
        return DigestUtils.sha256Hex(bytes.array());
    }
}
