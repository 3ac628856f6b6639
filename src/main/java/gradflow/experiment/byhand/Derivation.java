package gradflow.experiment.byhand;

import gradflow.hand.ChainRule;
import gradflow.hand.Example;
import gradflow.stats.L2;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The chain rule of an example with one hidden unit, written out with its numbers. */
final class Derivation {
    private Derivation() {}

    static List<String> lines(Example example, ChainRule chain) {
        int last = chain.states().length;
        int recurrent = example.cell().inputs() * example.cell().cell().gates().size();
        List<String> lines = new ArrayList<>();
        lines.add("Forward");
        for (int t = 1; t <= last; t++) {
            lines.add(
                    text(
                            "  o_%d = f(w_x·%s + w·%s + b) = %s",
                            t,
                            number(example.x()[t - 1][0]),
                            t == 1 ? "0" : "o_" + (t - 1),
                            number(chain.states()[t - 1][0])));
        }
        lines.add(
                text(
                        "  ŷ = softmax(o_%d·w'' + b'') = %s, y = %s, L = %s",
                        last,
                        numbers(chain.prediction()),
                        numbers(example.label()),
                        number(chain.loss())));
        lines.add("Back through the output");
        lines.add("  ∂L/∂ŷ = " + numbers(chain.lossByPrediction()));
        lines.add(
                text("  ∂L/∂w'' = ∂L/∂ŷ · ∂ŷ/∂w'' = %s", numbers(chain.lossByOutputWeights()[0])));
        lines.add(
                text(
                        "  ∂L/∂o_%d = ∂L/∂ŷ · ∂ŷ/∂o_%d = %s · %s = %s",
                        last,
                        last,
                        numbers(chain.lossByPrediction()),
                        numbers(column(chain.predictionByState())),
                        number(chain.lossByState()[last - 1][0])));
        lines.add("Back through time; ∂o_t/∂w is for one use of w, the recurrent weight");
        for (int t = last; t >= 1; t--) {
            lines.add(share(chain, t, recurrent));
            if (t > 1) {
                lines.add(
                        text(
                                "  ∂L/∂o_%d = ∂L/∂o_%d · ∂o_%d/∂o_%d = %s · %s = %s",
                                t - 1,
                                t,
                                t,
                                t - 1,
                                number(chain.lossByState()[t - 1][0]),
                                number(chain.stateByState()[t - 1][0][0]),
                                number(chain.lossByState()[t - 2][0])));
            }
        }
        lines.add(
                text(
                        "  ∂L/∂w = %s = %s",
                        IntStream.rangeClosed(1, last)
                                .mapToObj(t -> number(chain.shares()[last - t][recurrent]))
                                .collect(Collectors.joining(" + ")),
                        number(chain.gradient()[recurrent])));
        lines.add(text("  ‖∂L/∂(w_x, w, b)‖ = %s", number(L2.of(chain.gradient()))));
        return lines;
    }

    private static String share(ChainRule chain, int t, int weight) {
        return text(
                "  share of step %d: ∂L/∂o_%d · ∂o_%d/∂w = %s · %s = %s",
                t,
                t,
                t,
                number(chain.lossByState()[t - 1][0]),
                number(chain.stateByWeights()[t - 1][0][weight]),
                number(chain.shares()[t - 1][weight]));
    }

    private static double[] column(double[]... matrix) {
        return IntStream.range(0, matrix.length).mapToDouble(i -> matrix[i][0]).toArray();
    }

    private static String numbers(double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> number(values[i]))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String number(double value) {
        return text("%.6g", value);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
