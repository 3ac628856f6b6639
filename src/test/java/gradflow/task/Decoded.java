package gradflow.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.nd4j.linalg.dataset.DataSet;

/** A batch as plain arrays, read element by element from its definition. */
public final class Decoded {
    public final int size;
    final int inputs;
    final int outputs;
    public final int timeSteps;
    private final float[] features;
    private final float[] labels;
    private final float[] mask;

    public Decoded(DataSet batch) {
        size = (int) batch.getFeatures().size(0);
        inputs = (int) batch.getFeatures().size(1);
        timeSteps = (int) batch.getFeatures().size(2);
        outputs = (int) batch.getLabels().size(1);
        assertThat(batch.getLabels().shape()).containsExactly(size, outputs, timeSteps);
        assertThat(batch.getLabelsMaskArray().shape()).containsExactly(size, timeSteps);
        features = batch.getFeatures().dup('c').data().asFloat();
        labels = batch.getLabels().dup('c').data().asFloat();
        mask = batch.getLabelsMaskArray().dup('c').data().asFloat();
    }

    public float feature(int example, int input, int step) {
        return features[(example * inputs + input) * timeSteps + step];
    }

    public float label(int example, int output, int step) {
        return labels[(example * outputs + output) * timeSteps + step];
    }

    public float mask(int example, int step) {
        return mask[example * timeSteps + step];
    }

    /** Which input is 1 at a step; all others have to be 0. */
    public int symbol(int example, int step) {
        float[] column = new float[inputs];
        for (int i = 0; i < inputs; i++) {
            column[i] = feature(example, i, step);
        }
        return oneHot(column);
    }

    /** Which label is 1 at a step; all others have to be 0. */
    public int label(int example, int step) {
        float[] column = new float[outputs];
        for (int o = 0; o < outputs; o++) {
            column[o] = label(example, o, step);
        }
        return oneHot(column);
    }

    /** The class asked for at the last step; nothing may be asked for before. */
    public int labelAtTheEnd(int example) {
        assertNothingIsAskedBeforeTheEnd(example);
        return label(example, timeSteps - 1);
    }

    public void assertNothingIsAskedBeforeTheEnd(int example) {
        for (int t = 0; t < timeSteps - 1; t++) {
            assertThat(mask(example, t)).isZero();
            for (int o = 0; o < outputs; o++) {
                assertThat(label(example, o, t)).isZero();
            }
        }
        assertThat(mask(example, timeSteps - 1)).isEqualTo(1);
    }

    /** The inputs of every example, each as a text. */
    Set<String> examples() {
        Set<String> examples = new HashSet<>();
        int values = inputs * timeSteps;
        for (int b = 0; b < size; b++) {
            examples.add(
                    Arrays.toString(Arrays.copyOfRange(features, b * values, (b + 1) * values)));
        }
        return examples;
    }

    /** Everything in the batch. */
    float[][] values() {
        return new float[][] {features, labels, mask};
    }

    private static int oneHot(float[] column) {
        int hot = -1;
        for (int i = 0; i < column.length; i++) {
            assertThat(column[i]).isIn(0f, 1f);
            if (column[i] == 1) {
                assertThat(hot).as("second 1 in %s", Arrays.toString(column)).isEqualTo(-1);
                hot = i;
            }
        }
        assertThat(hot).isNotEqualTo(-1);
        return hot;
    }
}
