package gradflow.exercise.question;

import gradflow.exercise.Flow;
import gradflow.exercise.Forward;
import gradflow.exercise.Variable;
import gradflow.model.HiddenActivation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Exercises 3, 4 and 9: a loss at every step of a simple recurrent network, L = Σ_t L_t; through
 * all steps, in segments that hand on the state but not the gradient, or with a mask. A masked step
 * hands on the state before it and has no loss, and the loss is then the mean over the others.
 */
public final class SimpleRnnSequence implements Forward<Sequence> {
    private static final int INPUTS = 2;
    private static final int HIDDEN = 3;
    private static final String MASKED = "a masked step";
    private static final String BORDER = "the border of a segment";
    private final int steps;
    private final int segment;
    private final double[] mask;

    private SimpleRnnSequence(int segment, double... mask) {
        steps = mask.length;
        this.segment = segment;
        this.mask = mask;
    }

    /**
     * Backpropagation through all time.
     *
     * @return four steps
     */
    public static SimpleRnnSequence whole() {
        return new SimpleRnnSequence(4, 1, 1, 1, 1);
    }

    /**
     * Truncated backpropagation.
     *
     * @return six steps in three segments
     */
    public static SimpleRnnSequence inSegments() {
        return new SimpleRnnSequence(2, 1, 1, 1, 1, 1, 1);
    }

    /**
     * Sequences of different lengths, as batches have them.
     *
     * @return five steps, two of them masked
     */
    public static SimpleRnnSequence masked() {
        return new SimpleRnnSequence(5, 1, 1, 0, 1, 0);
    }

    @Override
    public Sequence example(long seed) {
        ExampleNumbers n = new ExampleNumbers(seed);
        Sequence begun =
                new Sequence(
                        n.matrix(steps, INPUTS),
                        n.matrix(INPUTS, HIDDEN),
                        n.matrix(HIDDEN, HIDDEN),
                        n.vector(HIDDEN),
                        n.vector(HIDDEN),
                        null,
                        n.matrix(steps, HIDDEN),
                        mask.clone(),
                        segment);
        return begun.with(states(begun, ExampleNumbers.at(variables(begun)), Flow.first()));
    }

    @Override
    public List<Variable> variables(Sequence e) {
        List<Variable> variables =
                new ArrayList<>(
                        List.of(
                                Variable.matrix("W", e.w()),
                                Variable.matrix("U", e.u()),
                                Variable.vector("b", e.b())));
        if (segment == steps) {
            variables.add(Variable.vector("h0", e.h0()));
        }
        return variables;
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public Map<String, Double> factors(Sequence e) {
        double counted = Arrays.stream(mask).sum();
        if (counted == steps) {
            return Map.of();
        }
        Map<String, Double> factors = new LinkedHashMap<>();
        factors.put("is divided by all steps, not by those that count", counted / steps);
        factors.put("is the sum over the steps, not their mean", counted);
        return factors;
    }

    @Override
    public double loss(Sequence e, Map<String, double[]> at, Flow flow) {
        double[][] h = states(e, at, flow);
        double sum = 0;
        for (int t = 1; t <= steps; t++) {
            if (mask[t - 1] == 1) {
                sum +=
                        flow.path(
                                "the loss", t, 0, ExampleNumbers.dot(e.lossByH()[t - 1], h[t - 1]));
            }
        }
        double counted = Arrays.stream(mask).sum();
        return counted == steps ? sum : sum / counted;
    }

    private double[][] states(Sequence e, Map<String, double[]> at, Flow flow) {
        double[][] h = new double[steps][HIDDEN];
        double[] before = at.getOrDefault("h0", e.h0());
        for (int t = 1; t <= steps; t++) {
            double[] after = e.h() == null ? null : e.h()[t - 1];
            double[] seen = seen(before, t, flow);
            for (int j = 0; j < HIDDEN; j++) {
                double recurrent = ExampleNumbers.fromState(flow, at, t, j, seen, after);
                if (t > 1 && isBorder(t)) {
                    recurrent = flow.path("the carried state", t, j, recurrent);
                }
                double a = ExampleNumbers.fromInput(flow, at, t, j, e.x()[t - 1]) + recurrent;
                h[t - 1][j] =
                        mask[t - 1] == 1
                                ? flow.function("tanh", HiddenActivation.TANH, t, j, a)
                                : handedOn(before[j], after == null ? 0 : after[j], a, t, j, flow);
            }
            before = h[t - 1];
        }
        return h;
    }

    /** The state that a step's matrix product sees. */
    private double[] seen(double[] before, int t, Flow flow) {
        double[] seen = new double[HIDDEN];
        for (int k = 0; k < HIDDEN; k++) {
            if (t > 1 && isBorder(t)) {
                seen[k] = flow.stopped(BORDER, t, k, before[k]);
            } else if (mask[t - 1] == 1) {
                seen[k] = flow.path("the previous state", t, k, before[k]);
            } else {
                seen[k] = before[k];
            }
        }
        return seen;
    }

    /** Whoever forgets the mask goes through a step of tanh that was never made. */
    private static double handedOn(double before, double after, double a, int t, int j, Flow flow) {
        double slope = HiddenActivation.TANH.slopeByValue(after);
        double forgotten = flow.stopped(MASKED, t, j, slope * a);
        double kept = flow.path("the state kept at a masked step", t, j, before);
        return flow.goesOn(MASKED, t) ? after + forgotten - flow.here(MASKED, t, j) : kept;
    }

    private boolean isBorder(int t) {
        return (t - 1) % segment == 0;
    }
}
