package gradflow.exercise.question;

import gradflow.exercise.Flow;
import gradflow.exercise.Forward;
import gradflow.exercise.Variable;
import java.util.List;
import java.util.Map;

/** Exercise 2: ŷ = softmax(h·V + c), L = −Σ y·ln ŷ. */
public final class SoftmaxOutput implements Forward<SoftmaxOutput.Example> {
    private static final int HIDDEN = 3;
    private static final int CLASSES = 3;

    /**
     * What the answer is given.
     *
     * @param h the last state [H]
     * @param v output weights [H][O]
     * @param c output bias [O]
     * @param prediction ŷ [O]
     * @param label y [O], 1 for the right class, else 0
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Example(
            double[] h, double[][] v, double[] c, double[] prediction, double[] label) {}

    @Override
    public Example example(long seed) {
        ExampleNumbers n = new ExampleNumbers(seed);
        double[] h = n.vector(HIDDEN);
        double[][] v = n.matrix(HIDDEN, CLASSES);
        double[] c = n.vector(CLASSES);
        double[] label = new double[CLASSES];
        label[(int) (seed % CLASSES)] = 1;
        double[] prediction = new double[CLASSES];
        double sum = 0;
        for (int k = 0; k < CLASSES; k++) {
            double a = c[k];
            for (int j = 0; j < HIDDEN; j++) {
                a += h[j] * v[j][k];
            }
            prediction[k] = StrictMath.exp(a);
            sum += prediction[k];
        }
        for (int k = 0; k < CLASSES; k++) {
            prediction[k] /= sum;
        }
        return new Example(h, v, c, prediction, label);
    }

    @Override
    public List<Variable> variables(Example e) {
        return List.of(
                Variable.matrix("V", e.v), Variable.vector("c", e.c), Variable.vector("h", e.h));
    }

    @Override
    public int steps() {
        return 1;
    }

    /** −a_y + ln(e^{a_y} + the rest), so that each part can be forgotten. */
    @Override
    public double loss(Example e, Map<String, double[]> at, Flow flow) {
        double label = 0;
        double sum = 0;
        for (int k = 0; k < CLASSES; k++) {
            double a = at.get("c")[k];
            for (int j = 0; j < HIDDEN; j++) {
                a += at.get("h")[j] * at.get("V")[j * CLASSES + k];
            }
            if (e.label[k] == 1) {
                label = flow.path("the label y", 1, 0, a);
                sum += StrictMath.exp(a);
            } else {
                sum += StrictMath.exp(flow.path("the other classes", 1, k, a));
            }
        }
        return flow.path("the softmax's sum", 1, 0, StrictMath.log(sum)) - label;
    }
}
