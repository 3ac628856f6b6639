package gradflow.claim;

import gradflow.stats.Interval;
import gradflow.stats.MeanTest;
import gradflow.stats.StudentInterval;
import gradflow.stats.Wilson;

/**
 * What the runs of one condition say about a claim.
 *
 * @param condition by the grid's values
 * @param runs how many have a number
 * @param mean over them; of ratios the geometric one
 * @param interval 95 % interval of the mean: Student's over the seeds (of ratios by their
 *     logarithms), or Wilson's where each run says yes or no
 * @param pRight of the two-sided test that the mean lies at the boundary of what is claimed, if it
 *     lies on the claim's side; else 1
 * @param pWrong the same if it lies on the other side; else 1
 * @param slack from the interval to the nearest boundary, below 0 where it crosses it; of ratios by
 *     their logarithms
 */
record Evidence(
        String condition,
        int runs,
        double mean,
        Interval interval,
        double pRight,
        double pWrong,
        double slack) {

    /**
     * Weighs the numbers of a condition.
     *
     * @param areEvents whether each is 0 or 1, for something that happened in a run or did not
     * @param numbers of at least one run; equal ones leave no doubt
     */
    static Evidence of(Claim claim, String condition, boolean areEvents, double... numbers) {
        boolean ratio = claim.compare() == Comparison.RATIO;
        double[] values = numbers.clone();
        if (ratio) {
            for (int i = 0; i < values.length; i++) {
                values[i] = StrictMath.log(values[i]);
            }
        }
        Scale scale = ratio ? StrictMath::log : number -> number;
        double mean = StudentInterval.mean(values);
        Interval interval =
                areEvents
                        ? Wilson.interval((int) Math.round(mean * values.length), values.length)
                        : StudentInterval.of(values);
        double below = scale.of(claim.value() - claim.margin());
        double above = scale.of(claim.value() + claim.margin());
        Test test =
                boundary ->
                        areEvents
                                ? MeanTest.ofRate(mean, values.length, boundary)
                                : MeanTest.of(boundary, values);
        boolean right = isRight(claim.relation(), mean, below, above);
        boolean isPoint = interval.low() == interval.high();
        double p = isPoint ? 0 : p(claim.relation(), right, mean, below, above, test);
        return new Evidence(
                condition,
                values.length,
                ratio ? StrictMath.exp(mean) : mean,
                ratio
                        ? new Interval(
                                StrictMath.exp(interval.low()), StrictMath.exp(interval.high()))
                        : interval,
                right ? p : 1,
                right ? 1 : p,
                slack(claim.relation(), interval, below, above));
    }

    /** p at the boundary; within two of them, the larger one where both could be crossed. */
    private static double p(
            Relation relation, boolean right, double mean, double below, double above, Test test) {
        return switch (relation) {
            case BELOW -> test.p(below);
            case ABOVE -> test.p(above);
            case WITHIN ->
                    right
                            ? Math.max(test.p(below), test.p(above))
                            : test.p(mean < below ? below : above);
        };
    }

    private static double slack(Relation relation, Interval interval, double below, double above) {
        return switch (relation) {
            case BELOW -> below - interval.high();
            case ABOVE -> interval.low() - above;
            case WITHIN -> Math.min(interval.low() - below, above - interval.high());
        };
    }

    private static boolean isRight(Relation relation, double mean, double below, double above) {
        return switch (relation) {
            case BELOW -> mean < below;
            case ABOVE -> mean > above;
            case WITHIN -> mean >= below && mean <= above;
        };
    }

    private interface Scale {
        double of(double number);
    }

    private interface Test {
        double p(double boundary);
    }
}
