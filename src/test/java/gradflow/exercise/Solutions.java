package gradflow.exercise;

import gradflow.exercise.question.GruStep;
import gradflow.exercise.question.Horizon;
import gradflow.exercise.question.JanetSequence;
import gradflow.exercise.question.LstmStep;
import gradflow.exercise.question.NormClipping;
import gradflow.exercise.question.Sequence;
import gradflow.exercise.question.SoftmaxOutput;
import gradflow.exercise.question.TanhStep;
import java.util.Arrays;

/** Answers to the exercises as a student writes them, each with slips that students make. */
final class Solutions {
    /** The answer as it should be. */
    static final String NONE = "none";

    private Solutions() {}

    static Exercise<?> answered(int number, String slip) {
        return switch (number) {
            case 1 -> Solutions.<TanhStep.Example>exercise(1).answeredBy(e -> tanhStep(e, slip));
            case 2 ->
                    Solutions.<SoftmaxOutput.Example>exercise(2).answeredBy(e -> softmax(e, slip));
            case 3 -> Solutions.<Sequence>exercise(3).answeredBy(e -> simpleRnn(e, slip));
            case 4 -> Solutions.<Sequence>exercise(4).answeredBy(e -> simpleRnn(e, slip));
            case 5 ->
                    Solutions.<NormClipping.Example>exercise(5).answeredBy(e -> clipping(e, slip));
            case 6 -> Solutions.<Horizon.Example>exercise(6).answeredBy(e -> horizon(e, slip));
            case 7 -> Solutions.<LstmStep.Example>exercise(7).answeredBy(e -> lstm(e, slip));
            case 8 -> Solutions.<GruStep.Example>exercise(8).answeredBy(e -> gru(e, slip));
            case 9 -> Solutions.<Sequence>exercise(9).answeredBy(e -> simpleRnn(e, slip));
            default ->
                    Solutions.<JanetSequence.Example>exercise(10).answeredBy(e -> janet(e, slip));
        };
    }

    @SuppressWarnings("unchecked")
    private static <E> Exercise<E> exercise(int number) {
        return (Exercise<E>) Exercises.ALL.get(number - 1);
    }

    private static Gradients tanhStep(TanhStep.Example e, String slip) {
        double slope =
                switch (slip) {
                    case "no slope" -> 1;
                    case "slope at value" -> 1 - square(Math.tanh(e.h()));
                    default -> 1 - square(e.h());
                };
        double byA = e.lossByH() * slope;
        Gradients gradients = new Gradients().put("w", byA * e.x()).put("b", byA);
        if (slip.equals("too many")) {
            gradients.put("x", byA * e.w());
        }
        if (!slip.equals("missing")) {
            gradients.put("u", byA * (slip.equals("later") ? e.h() : e.h0()));
        }
        return gradients.put("h0", slip.equals("sign") ? -byA * e.u() : byA * e.u());
    }

    private static Gradients softmax(SoftmaxOutput.Example e, String slip) {
        int classes = e.c().length;
        double[] byLogits = new double[classes];
        for (int k = 0; k < classes; k++) {
            double label = slip.equals("no label") ? 0 : e.label()[k];
            double predicted = slip.equals("no softmax") ? 0 : e.prediction()[k];
            byLogits[k] = predicted - label;
            if (slip.equals("diagonal")) {
                byLogits[k] *= e.label()[k];
            }
            if (slip.equals("sign")) {
                byLogits[k] = -byLogits[k];
            }
        }
        double[][] byV = new double[e.h().length][classes];
        double[] byH = new double[e.h().length];
        for (int j = 0; j < byH.length; j++) {
            for (int k = 0; k < classes; k++) {
                if (slip.equals("transposed")) {
                    byV[k][j] = e.h()[j] * byLogits[k];
                } else {
                    byV[j][k] = e.h()[j] * byLogits[k];
                }
                byH[j] += byLogits[k] * e.v()[j][k];
            }
        }
        return new Gradients().put("V", byV).put("c", byLogits).put("h", byH);
    }

    /**
     * Exercises 3, 4 and 9: with segments of T steps and a mask of ones the last two are the first.
     */
    private static Gradients simpleRnn(Sequence e, String slip) {
        int steps = e.x().length;
        int hidden = e.b().length;
        double counted = slip.equals("all steps") ? steps : Arrays.stream(e.mask()).sum();
        boolean isMean = counted != steps || slip.equals("all steps");
        double[][] byW = new double[e.w().length][hidden];
        double[][] byU = new double[hidden][hidden];
        double[] byB = new double[hidden];
        double[] back = new double[hidden];
        for (int t = steps; t >= 1; t--) {
            double[] before = t == 1 ? e.h0() : e.h()[t - 2];
            boolean isMasked = e.mask()[t - 1] == 0 && !slip.equals("no mask");
            boolean isBorder = (t - 1) % e.segment() == 0 && t > 1;
            double[] byA = new double[hidden];
            for (int j = 0; j < hidden; j++) {
                double own =
                        isMean && !slip.equals("sum")
                                ? e.lossByH()[t - 1][j] / counted
                                : e.lossByH()[t - 1][j];
                boolean forgets = t == 2 && slip.equals("no loss at 2");
                back[j] += forgets || e.mask()[t - 1] == 0 ? 0 : own;
                byA[j] = back[j] * (slip.equals("no slope") ? 1 : 1 - square(e.h()[t - 1][j]));
            }
            if (isMasked) {
                if (slip.equals("stops at mask")) {
                    Arrays.fill(back, 0);
                }
                continue;
            }
            double[] earlier = new double[hidden];
            for (int j = 0; j < hidden; j++) {
                for (int i = 0; i < e.w().length; i++) {
                    if (!(slip.equals("W overwritten") && byW[i][j] != 0)) {
                        byW[i][j] += e.x()[t - 1][i] * byA[j];
                    }
                }
                for (int k = 0; k < hidden; k++) {
                    double state = slip.equals("later") ? e.h()[t - 1][k] : before[k];
                    boolean counts =
                            !(slip.equals("no step 3") && t == 3)
                                    && !(slip.equals("no carry") && isBorder);
                    byU[slip.equals("transposed") ? j : k][slip.equals("transposed") ? k : j] +=
                            counts ? byA[j] * state : 0;
                    earlier[k] +=
                            byA[j]
                                    * e.u()[slip.equals("U turned") ? j : k][
                                            slip.equals("U turned") ? k : j];
                }
                byB[j] += slip.equals("b averaged") ? byA[j] / steps : byA[j];
            }
            boolean stopsEarly = slip.equals("no time") || (slip.equals("stops at 3") && t == 3);
            boolean stops = stopsEarly || (isBorder && !slip.equals("goes on"));
            back = stops ? new double[hidden] : earlier;
        }
        Gradients gradients = new Gradients().put("W", byW).put("U", byU).put("b", byB);
        return e.segment() == steps ? gradients.put("h0", back) : gradients;
    }

    private static Gradients clipping(NormClipping.Example e, String slip) {
        double squares =
                Arrays.stream(e.lossByW())
                        .flatMapToDouble(Arrays::stream)
                        .map(Solutions::square)
                        .sum();
        double squaresOfB = Arrays.stream(e.lossByB()).map(Solutions::square).sum();
        double norm =
                slip.equals("squared") ? squares + squaresOfB : Math.sqrt(squares + squaresOfB);
        double scale = norm > e.threshold() || slip.equals("always") ? e.threshold() / norm : 1;
        double scaleOfB =
                slip.equals("own") ? Math.min(1, e.threshold() / Math.sqrt(squaresOfB)) : scale;
        double[][] w = new double[e.lossByW().length][];
        for (int i = 0; i < w.length; i++) {
            w[i] =
                    Arrays.stream(e.lossByW()[i])
                            .map(
                                    v ->
                                            slip.equals("by value")
                                                    ? Math.max(
                                                            -e.threshold(),
                                                            Math.min(e.threshold(), v))
                                                    : v * scale)
                            .toArray();
        }
        return new Gradients()
                .put("W", w)
                .put("b", Arrays.stream(e.lossByB()).map(v -> v * scaleOfB).toArray());
    }

    private static Gradients horizon(Horizon.Example e, String slip) {
        double[] norms = e.norms();
        int last = norms.length - 1;
        int horizon = 0;
        for (int lag = 0; lag <= last; lag++) {
            if (norms[lag] >= norms[0] / 1000
                    && !(slip.equals("strict") && norms[lag] == norms[0] / 1000)) {
                horizon = lag;
            } else if (slip.equals("first")) {
                break;
            }
        }
        int steps = slip.equals("T steps") ? last + 1 : last;
        return new Gradients()
                .put("horizon", horizon)
                .put("perStep", Math.pow(norms[last] / norms[0], 1.0 / steps));
    }

    private static Gradients lstm(LstmStep.Example e, String slip) {
        int hidden = e.h0().length;
        double[] gates = new double[4 * hidden];
        double[] byC0 = new double[hidden];
        for (int j = 0; j < hidden; j++) {
            double squashed = Math.tanh(e.c()[j]);
            double byC =
                    (slip.equals("no lossByC") ? 0 : e.lossByC()[j])
                            + e.lossByH()[j]
                                    * (slip.equals("no o") ? 1 : e.o()[j])
                                    * (1 - square(squashed));
            gates[j] = byC * e.i()[j] * (1 - square(e.a()[j]));
            gates[hidden + j] =
                    byC
                            * e.c0()[j]
                            * sigmoidSlope(
                                    slip.equals("f at value")
                                            ? 1 / (1 + Math.exp(-e.f()[j]))
                                            : e.f()[j]);
            gates[2 * hidden + j] = e.lossByH()[j] * squashed * sigmoidSlope(e.o()[j]);
            gates[3 * hidden + j] =
                    byC * e.a()[j] * (slip.equals("no slope of i") ? 1 : sigmoidSlope(e.i()[j]));
            byC0[j] = byC * (slip.equals("no f") ? 1 : e.f()[j]);
            if (slip.equals("no output gate")) {
                gates[2 * hidden + j] = 0;
            }
        }
        return cell(e.x(), e.h0(), e.u(), gates, gates).put("c0", byC0);
    }

    private static Gradients gru(GruStep.Example e, String slip) {
        int hidden = e.h0().length;
        double[] inputs = new double[3 * hidden];
        double[] recurrent = new double[3 * hidden];
        for (int j = 0; j < hidden; j++) {
            double byH = e.lossByH()[j];
            double byN =
                    byH * (slip.equals("no 1 - z") ? 1 : 1 - e.z()[j]) * (1 - square(e.n()[j]));
            inputs[j] = slip.equals("no reset gate") ? 0 : byN * e.m()[j] * sigmoidSlope(e.r()[j]);
            inputs[hidden + j] = byH * (e.h0()[j] - e.n()[j]) * sigmoidSlope(e.z()[j]);
            inputs[2 * hidden + j] = byN;
            recurrent[j] = inputs[j];
            recurrent[hidden + j] = inputs[hidden + j];
            recurrent[2 * hidden + j] = slip.equals("no r") ? byN : byN * e.r()[j];
        }
        Gradients gradients = cell(e.x(), e.h0(), e.u(), inputs, recurrent).put("c", recurrent);
        double[] byH0 = gradients.values().get("h0");
        for (int j = 0; j < hidden && !slip.equals("no kept"); j++) {
            byH0[j] += e.lossByH()[j] * e.z()[j];
        }
        return gradients;
    }

    private static Gradients janet(JanetSequence.Example e, String slip) {
        int hidden = e.h0().length;
        double[][] byW = new double[e.w().length][2 * hidden];
        double[][] byU = new double[hidden][2 * hidden];
        double[] byB = new double[2 * hidden];
        double[] back = new double[hidden];
        for (int t = e.x().length; t >= 1; t--) {
            double[] before = t == 1 ? e.h0() : e.h()[t - 2];
            double[] byA = new double[2 * hidden];
            double[] kept = new double[hidden];
            for (int j = 0; j < hidden; j++) {
                back[j] += e.lossByH()[t - 1][j];
                double forget = 1 / (1 + Math.exp(-e.s()[t - 1][j]));
                double other = 1 / (1 + Math.exp(1 - e.s()[t - 1][j]));
                double n = e.n()[t - 1][j];
                double write = slip.equals("no write") ? 0 : sigmoidSlope(other) * n;
                byA[j] = back[j] * (before[j] * sigmoidSlope(forget) - write);
                byA[hidden + j] = back[j] * (1 - other) * (1 - square(n));
                kept[j] = slip.equals("no kept") ? 0 : back[j] * forget;
            }
            Gradients step = cell(e.x()[t - 1], before, e.u(), byA, byA);
            add(byW, step.values().get("W"));
            add(byU, step.values().get("U"));
            byB = sum(byB, byA);
            back = slip.equals("only kept") ? kept : sum(kept, step.values().get("h0"));
        }
        return new Gradients().put("W", byW).put("U", byU).put("b", byB).put("h0", back);
    }

    /** Gradients by W, U, b and h0 of pre-activations x·W + b and h0·U. */
    private static Gradients cell(
            double[] x, double[] h0, double[][] u, double[] inputs, double[] recurrent) {
        double[][] byW = new double[x.length][inputs.length];
        double[][] byU = new double[h0.length][inputs.length];
        double[] byH0 = new double[h0.length];
        for (int g = 0; g < inputs.length; g++) {
            for (int i = 0; i < x.length; i++) {
                byW[i][g] = x[i] * inputs[g];
            }
            for (int k = 0; k < h0.length; k++) {
                byU[k][g] = h0[k] * recurrent[g];
                byH0[k] += u[k][g] * recurrent[g];
            }
        }
        return new Gradients().put("W", byW).put("U", byU).put("b", inputs).put("h0", byH0);
    }

    private static void add(double[][] sum, double... values) {
        for (int i = 0; i < values.length; i++) {
            sum[i / sum[0].length][i % sum[0].length] += values[i];
        }
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    private static double sigmoidSlope(double value) {
        return value * (1 - value);
    }

    private static double square(double value) {
        return value * value;
    }
}
