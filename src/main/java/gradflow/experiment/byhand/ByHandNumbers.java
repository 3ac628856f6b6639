package gradflow.experiment.byhand;

import gradflow.hand.ChainRule;
import gradflow.hand.Example;
import gradflow.probe.ExampleGradients;
import gradflow.stats.L2;

/**
 * The columns of runs.csv of the four-step example. Errors are the largest difference of two
 * entries over the largest entry.
 *
 * @param lossValue L; the column {@code loss} says which loss it is
 * @param lossErrorVsDl4j of L
 * @param forwardErrorVsDl4j of all o_t and ŷ
 * @param outputErrorVsDl4j of ∂L/∂w'' and ∂L/∂b''
 * @param errorVsDl4j of ∂L/∂(all weights)
 * @param shareErrorVsDl4j of each time step's share of ∂L/∂w, and of ∂L/∂o_t
 * @param shareSumErrorVsDl4j of the sum of the shares, against ∂L/∂w
 * @param errorVsCentralDifferences of ∂L/∂(all weights)
 * @param gradientL2 ‖∂L/∂w‖
 * @param firstShareL2 ‖share of step 1‖
 * @param lastShareL2 ‖share of step T‖
 * @param logitGradientL2 ‖∂L/∂(o_T·w'' + b'')‖
 * @param saturatedLogitGradientL2 the same where ŷ is sure of the wrong output: logits 10 and 0
 */
record ByHandNumbers(
        double lossValue,
        double lossErrorVsDl4j,
        double forwardErrorVsDl4j,
        double outputErrorVsDl4j,
        double errorVsDl4j,
        double shareErrorVsDl4j,
        double shareSumErrorVsDl4j,
        double errorVsCentralDifferences,
        double gradientL2,
        double firstShareL2,
        double lastShareL2,
        double logitGradientL2,
        double saturatedLogitGradientL2) {
    private static final double SURE = 10;

    static ByHandNumbers of(Example example, ChainRule hand, ExampleGradients dl4j) {
        double[] output = LargestError.joined(hand.lossByOutputWeights());
        double[] outputDl4j = dl4j.outputWeights();
        double[] all = LargestError.joined(hand.gradient(), output, hand.lossByLogits());
        double[] allDl4j = LargestError.joined(dl4j.gradient(), outputDl4j, dl4j.outputBias());
        int hidden = example.cell().hidden();
        double[][] shares = hand.shares();
        return new ByHandNumbers(
                hand.loss(),
                LargestError.of(new double[] {hand.loss()}, new double[] {dl4j.loss()}),
                Math.max(
                        LargestError.of(
                                LargestError.heads(hand.states(), hidden),
                                LargestError.joined(dl4j.hidden())),
                        LargestError.of(hand.prediction(), dl4j.prediction())),
                LargestError.of(
                        LargestError.joined(output, hand.lossByLogits()),
                        LargestError.joined(outputDl4j, dl4j.outputBias())),
                LargestError.of(all, allDl4j),
                Math.max(
                        LargestError.of(
                                LargestError.joined(shares), LargestError.joined(dl4j.shares())),
                        LargestError.of(
                                LargestError.heads(hand.lossByState(), hidden),
                                LargestError.joined(dl4j.lossByHidden()))),
                LargestError.of(hand.gradient(), dl4j.gradient()),
                LargestError.of(all, CentralDifferences.of(example)),
                L2.of(hand.gradient()),
                L2.of(shares[0]),
                L2.of(shares[shares.length - 1]),
                L2.of(hand.lossByLogits()),
                saturated(example));
    }

    /** With w'' = 0 the logits are b'': 10 for an output that the label does not name. */
    private static double saturated(Example example) {
        double[] wrong = new double[example.label().length];
        for (int k = 0; k < wrong.length; k++) {
            wrong[k] = example.label()[k] == 0 ? SURE : 0;
        }
        double[][] none = new double[example.cell().hidden()][wrong.length];
        Example sure = example.withOutput(none, wrong);
        return L2.of(ChainRule.of(sure).lossByLogits());
    }
}
