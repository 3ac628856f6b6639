package gradflow.stats;

/**
 * How probably one is better than another: the chance that a run of the one has a smaller number,
 * such as a loss, than a run of the other, with ties for a half; H. B. Mann and D. R. Whitney's U
 * over the number of pairs (<i>On a test of whether one of two random variables is stochastically
 * larger than the other</i>, Annals of Mathematical Statistics 18, 1947), and over several blocks
 * the mean of theirs, as R. Agarwal et al. have it (<i>Deep reinforcement learning at the edge of
 * the statistical precipice</i>, NeurIPS 2021).
 *
 * <p>Their interval is a stratified bootstrap's: of samples that do not overlap a point. Here it is
 * that of Cliff's delta, which is 1 − 2·probability, with the variances of the blocks added up.
 *
 * @param probability 0 … 1; 0.5 where neither is better. NaN without a block, or if a number is NaN
 * @param interval its 95 % interval, NaN where it is
 */
public record Improvement(double probability, Interval interval) {

    /**
     * The probability that one improves on another.
     *
     * @param own the numbers of the one in each block, lower being better; infinite ones are worst
     * @param others those of the other, in the same order of blocks
     * @return the mean probability over the blocks
     * @throws IllegalArgumentException if there are not as many blocks of each
     */
    public static Improvement of(double[][] own, double[][] others) {
        if (own.length != others.length) {
            throw new IllegalArgumentException(own.length + " blocks and " + others.length);
        }
        double delta = 0;
        double variance = 0;
        int freedom = 0;
        int smaller = 0;
        boolean known = true;
        for (int block = 0; block < own.length; block++) {
            int least = Math.min(own[block].length, others[block].length);
            double one = EffectSize.cliffsDelta(own[block], others[block]) / own.length;
            delta += one;
            known &= least > 1;
            if (least > 1) {
                variance +=
                        EffectSize.variance(own[block], others[block], one * own.length)
                                / (own.length * (double) own.length);
            }
            freedom += own[block].length + others[block].length - 2;
            smaller += least;
        }
        if (own.length == 0 || Double.isNaN(delta)) {
            return new Improvement(Double.NaN, new Interval(Double.NaN, Double.NaN));
        }
        delta = Math.max(-1, Math.min(1, delta));
        Interval effect =
                known
                        ? EffectSize.interval(delta, variance, freedom, smaller)
                        : new Interval(-1, 1);
        return new Improvement(
                (1 - delta) / 2, new Interval((1 - effect.high()) / 2, (1 - effect.low()) / 2));
    }
}
