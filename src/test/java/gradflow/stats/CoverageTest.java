package gradflow.stats;

import static gradflow.stats.Simulation.REPETITIONS;
import static gradflow.stats.Simulation.contains;
import static gradflow.stats.Simulation.share;
import static org.assertj.core.api.Assertions.assertThat;

import gradflow.stats.Simulation.Population;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/**
 * How often the intervals of results contain the truth, and how often tests reject what holds, of 5
 * and of 20 values. {@code -Dcoverage=write} writes the table of the guide's page on statistics.
 */
class CoverageTest {
    private static final Path PAGE = Path.of("src/site/markdown/statistics.md");
    private static final Pattern TABLE =
            Pattern.compile("(<!-- coverage -->\n).*?(<!-- /coverage -->)", Pattern.DOTALL);
    private static final Interval SHARES = new Interval(0, 1);
    private static final int FEW = 1000;

    /** The word that a row has in the last column. */
    private enum Judged {
        /** 93 to 97 %. */
        HOLDS("holds"),
        /** At least 93 %, and more than 97 % somewhere. */
        CAUTIOUS("holds, with more to spare"),
        /** At most 5 % but for three standard errors. */
        SIZE("holds"),
        /** On average. */
        AVERAGE("holds on average"),
        /** Not used for results. */
        REPLACED("not used"),
        /** Used where nothing better is known. */
        FAILS("does not hold");

        private final String word;

        Judged(String word) {
            this.word = word;
        }

        boolean isRight(double share) {
            return switch (this) {
                case HOLDS -> share >= 0.93 && share <= 0.97;
                case SIZE -> share <= 0.05 + 3 * Math.sqrt(0.05 * 0.95 / FEW);
                case AVERAGE, CAUTIOUS -> share >= 0.93;
                case REPLACED, FAILS -> true;
            };
        }
    }

    /** A row of the table. */
    private record Row(String what, String numbers, double five, double twenty, Judged judged) {
        static Row of(String what, String numbers, Judged judged, IntToDoubleFunction share) {
            return new Row(what, numbers, share.applyAsDouble(5), share.applyAsDouble(20), judged);
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %.1f | %s |%n",
                    what,
                    numbers,
                    100 * five,
                    100 * twenty,
                    judged.word);
        }
    }

    private static Row student(Population from, Judged judged) {
        return Row.of(
                "mean, Student",
                from.name(),
                judged,
                n ->
                        share(
                                REPETITIONS,
                                random ->
                                        contains(
                                                StudentInterval.of(from.sample(n, random)),
                                                from.mean())));
    }

    private static Row bounded(Population from) {
        return Row.of(
                "mean, Student inside of 0 … 1",
                from.name(),
                Judged.FAILS,
                n ->
                        share(
                                REPETITIONS,
                                random ->
                                        contains(
                                                StudentInterval.of(from.sample(n, random))
                                                        .inside(SHARES),
                                                from.mean())));
    }

    private static Row ratio(double sigma) {
        Population from = Simulation.logNormal(sigma);
        return Row.of(
                "geometric mean of ratios, Student on logarithms",
                from.name(),
                Judged.HOLDS,
                n ->
                        share(
                                REPETITIONS,
                                random ->
                                        contains(
                                                StudentInterval.of(
                                                        Simulation.logarithms(
                                                                from.sample(n, random))),
                                                0)));
    }

    private static Row pairs(Population from, Judged judged) {
        return Row.of(
                "mean difference of pairs, Student",
                "seed's part + " + from.name(),
                judged,
                n -> share(REPETITIONS, random -> contains(pairs(from, n, random), 0)));
    }

    /** Each seed has a large part of its own in both conditions, which the difference loses. */
    private static Interval pairs(Population from, int size, Random random) {
        double[] seeds =
                IntStream.range(0, size).mapToDouble(i -> 9 * random.nextGaussian()).toArray();
        double[] one = from.sample(size, random);
        double[] other = from.sample(size, random);
        for (int i = 0; i < size; i++) {
            one[i] += seeds[i];
            other[i] += seeds[i];
        }
        return StudentInterval.of(Simulation.differences(one, other));
    }

    private static Row middle(Population from) {
        return Row.of(
                "interquartile mean, Student with winsorised variance",
                from.name(),
                Judged.HOLDS,
                n ->
                        share(
                                REPETITIONS,
                                random ->
                                        contains(
                                                InterquartileMean.interval(from.sample(n, random)),
                                                from.middle())));
    }

    private static Row bootstrap() {
        Population from = Simulation.normal();
        return Row.of(
                "interquartile mean, percentiles of a bootstrap",
                from.name(),
                Judged.REPLACED,
                n ->
                        share(
                                FEW,
                                random ->
                                        contains(
                                                Simulation.bootstrap(
                                                        random, from.sample(n, random)),
                                                from.middle())));
    }

    /** Losses of one are smaller by a shift than those of another, in each of some blocks. */
    private static double[][][] contest(int blocks, int size, double shift, Random random) {
        double[][] own = new double[blocks][];
        double[][] others = new double[blocks][];
        for (int block = 0; block < blocks; block++) {
            own[block] = Simulation.normal().sample(size, random);
            others[block] =
                    IntStream.range(0, size)
                            .mapToDouble(i -> random.nextGaussian() + shift)
                            .toArray();
        }
        return new double[][][] {own, others};
    }

    private static double probability(double shift) {
        return NormalDistribution.of(0, 1).cumulativeProbability(shift / Math.sqrt(2));
    }

    private static String contest(int blocks, double shift) {
        return String.format(
                Locale.ROOT,
                "normal, probability %.2f, %s",
                probability(shift),
                blocks == 1 ? "one block" : blocks + " blocks");
    }

    private static Row improvement(int blocks, double shift, Judged judged) {
        return Row.of(
                "probability of improvement (and Cliff's delta)",
                contest(blocks, shift),
                judged,
                n ->
                        share(
                                REPETITIONS / 4,
                                random -> {
                                    double[][][] both = contest(blocks, n, shift, random);
                                    return contains(
                                            Improvement.of(both[0], both[1]).interval(),
                                            probability(shift));
                                }));
    }

    private static Row stratified(int blocks, double shift) {
        return Row.of(
                "probability of improvement, percentiles of a stratified bootstrap",
                contest(blocks, shift),
                Judged.REPLACED,
                n ->
                        share(
                                FEW,
                                random -> {
                                    double[][][] both = contest(blocks, n, shift, random);
                                    return contains(
                                            Simulation.stratified(random, both[0], both[1]),
                                            probability(shift));
                                }));
    }

    private static Row spearman() {
        double rho = 0.5;
        double truth = 6 / Math.PI * Math.asin(rho / 2);
        return Row.of(
                "Spearman's rank correlation",
                String.format(Locale.ROOT, "normal pairs, ρ = %.2f", truth),
                Judged.HOLDS,
                n ->
                        share(
                                REPETITIONS,
                                random -> {
                                    double[] one = Simulation.normal().sample(n, random);
                                    double[] other =
                                            IntStream.range(0, n)
                                                    .mapToDouble(
                                                            i ->
                                                                    rho * one[i]
                                                                            + Math.sqrt(
                                                                                            1
                                                                                                    - rho
                                                                                                            * rho)
                                                                                    * random
                                                                                            .nextGaussian())
                                                    .toArray();
                                    return contains(
                                            RankCorrelation.spearman(one, other).interval(), truth);
                                }));
    }

    private static Row wilson(String what, boolean least, Judged judged) {
        return Row.of(
                "rate, Wilson",
                what,
                judged,
                n -> {
                    double[] shares =
                            IntStream.range(1, 1000)
                                    .mapToDouble(i -> Simulation.wilson(n, i / 1000.0))
                                    .toArray();
                    return least
                            ? java.util.Arrays.stream(shares).min().orElseThrow()
                            : java.util.Arrays.stream(shares).average().orElseThrow();
                });
    }

    private static List<Row> coverage() {
        List<Row> rows = new ArrayList<>();
        rows.add(student(Simulation.normal(), Judged.HOLDS));
        rows.add(student(Simulation.uniform(), Judged.HOLDS));
        rows.add(student(Simulation.logNormal(0.35), Judged.HOLDS));
        rows.add(student(Simulation.logNormal(1), Judged.FAILS));
        rows.add(bounded(Simulation.nearTheCeiling()));
        rows.add(bounded(Simulation.oneInFiveFails()));
        rows.add(ratio(0.35));
        rows.add(ratio(1));
        rows.add(pairs(Simulation.normal(), Judged.HOLDS));
        rows.add(pairs(Simulation.logNormal(1), Judged.CAUTIOUS));
        rows.add(middle(Simulation.normal()));
        rows.add(middle(Simulation.uniform()));
        rows.add(middle(Simulation.logNormal(0.35)));
        rows.add(middle(Simulation.logNormal(1)));
        rows.add(middle(Simulation.exponential()));
        rows.add(bootstrap());
        rows.add(wilson("mean over rates 0.001 … 0.999", false, Judged.AVERAGE));
        rows.add(wilson("the worst of these rates", true, Judged.FAILS));
        for (int blocks : new int[] {1, 4}) {
            rows.add(improvement(blocks, 0, Judged.HOLDS));
            rows.add(improvement(blocks, 1, blocks == 1 ? Judged.CAUTIOUS : Judged.HOLDS));
        }
        rows.add(stratified(1, 1));
        rows.add(stratified(4, 1));
        rows.add(spearman());
        return rows;
    }

    private static List<Row> sizes() {
        Population normal = Simulation.normal();
        return List.of(
                Row.of(
                        "Student's t test",
                        "normal",
                        Judged.SIZE,
                        n -> share(REPETITIONS, r -> MeanTest.of(0, normal.sample(n, r)) < 0.05)),
                Row.of(
                        "permutation test of ranks, n against n",
                        "exponential",
                        Judged.SIZE,
                        n ->
                                share(
                                        FEW / 2,
                                        r ->
                                                PermutationTest.pValue(
                                                                Simulation.exponential()
                                                                        .sample(n, r),
                                                                Simulation.exponential()
                                                                        .sample(n, r))
                                                        < 0.05)),
                Row.of(
                        "signed-rank test of n pairs",
                        "normal",
                        Judged.SIZE,
                        n ->
                                share(
                                        REPETITIONS,
                                        r -> SignedRankTest.pValue(normal.sample(n, r)) < 0.05)));
    }

    private static String table(List<Row> coverage, List<Row> sizes) {
        String head = "| %s | numbers | n = 5 | n = 20 | |%n|---|---|---|---|---|%n";
        return String.format(head, "interval: per cent that contain the truth")
                + coverage.stream().map(Row::line).collect(Collectors.joining())
                + "\n"
                + String.format(head, "test at 0.05: per cent that reject what holds")
                + sizes.stream().map(Row::line).collect(Collectors.joining());
    }

    @Test
    void intervalsContainTheTruthAsOftenAsTheySayAndThePageShowsIt() throws IOException {
        List<Row> coverage = coverage();
        List<Row> sizes = sizes();
        String filled =
                TABLE.matcher(Files.readString(PAGE))
                        .replaceAll(
                                place ->
                                        Matcher.quoteReplacement(
                                                place.group(1)
                                                        + table(coverage, sizes)
                                                        + place.group(2)));
        if ("write".equals(System.getProperty("coverage"))) {
            Files.writeString(PAGE, filled);
        }
        for (Row row : coverage) {
            Map<Integer, Double> shares = Map.of(5, row.five(), 20, row.twenty());
            assertThat(shares).as(row.line()).allSatisfy((n, s) -> assertRight(row, s));
        }
        sizes.forEach(row -> assertThat(row.judged().isRight(row.five())).as(row.line()).isTrue());
        sizes.forEach(
                row -> assertThat(row.judged().isRight(row.twenty())).as(row.line()).isTrue());
        assertThat(PAGE)
                .as("a stale table; mvn test -Dtest=CoverageTest -Dcoverage=write makes it anew")
                .content()
                .isEqualTo(filled);
    }

    private static void assertRight(Row row, double share) {
        assertThat(row.judged().isRight(share)).as(row.line()).isTrue();
    }

    /** Of five pairs no p-value is below 2/32, whatever they say. */
    @Test
    void fivePairsCannotReachTheLevel() {
        assertThat(SignedRankTest.pValue(1, 2, 3, 4, 5)).isEqualTo(0.0625);
    }
}
