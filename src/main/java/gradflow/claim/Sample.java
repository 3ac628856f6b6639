package gradflow.claim;

import gradflow.stats.Interval;
import gradflow.stats.MeanTest;
import gradflow.stats.StudentInterval;
import gradflow.stats.Wilson;

/**
 * The numbers of one condition, a run each. The interval of their mean is Wilson's where each says
 * whether something happened; else Student's over the seeds (of ratios by their logarithms), and of
 * it the part inside of the range that the numbers cannot leave.
 */
final class Sample {
    private final String condition;
    private final boolean areEvents;
    private final Interval range;
    private final double[] numbers;

    /**
     * The numbers of a condition.
     *
     * @param condition by the grid's values
     * @param areEvents whether each number is 0 or 1, for something that happened in a run or not
     * @param range where a number, and so the mean, can lie; of ratios that of the ratio
     * @param numbers of at least one run; equal ones leave no doubt, unless they are events
     */
    Sample(String condition, boolean areEvents, Interval range, double... numbers) {
        this.condition = condition;
        this.areEvents = areEvents;
        this.range = range;
        this.numbers = numbers.clone();
    }

    /** Weighs the numbers against what is claimed. */
    Evidence weighedBy(Claim claim) {
        boolean ratio = claim.compare() == Comparison.RATIO;
        Scale scale = ratio ? StrictMath::log : number -> number;
        double[] values = numbers.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = scale.of(values[i]);
        }
        double mean = StudentInterval.mean(values);
        Interval limits = new Interval(scale.of(range.low()), scale.of(range.high()));
        Interval interval = interval(mean, values).inside(limits);
        double below = scale.of(claim.value() - claim.margin());
        double above = scale.of(claim.value() + claim.margin());
        Test test =
                boundary ->
                        boundary < limits.low() || boundary > limits.high()
                                ? 0
                                : areEvents
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

    private Interval interval(double mean, double... values) {
        return areEvents
                ? Wilson.interval((int) Math.round(mean * values.length), values.length)
                : StudentInterval.of(values);
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
