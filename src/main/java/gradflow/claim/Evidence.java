package gradflow.claim;

import gradflow.stats.Interval;

/**
 * What the runs of one condition say about a claim.
 *
 * @param condition by the grid's values
 * @param runs how many have a number
 * @param mean over them; of ratios the geometric one
 * @param interval 95 % interval of the mean
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
        double slack) {}
