package gradflow.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

/**
 * The smallest effect that Student's 95 % interval tells in 80 of 100 repetitions. {@code
 * -Dcoverage=write} writes the table of the guide's page on statistics.
 */
class PowerTest {
    private static final Path PAGE = Path.of("src/site/markdown/statistics.md");
    private static final Pattern TABLE =
            Pattern.compile("(<!-- power -->\n).*?(<!-- /power -->)", Pattern.DOTALL);
    private static final double POWER = 0.8;
    private static final int POINTS = 20_000;
    private static final int[] SEEDS = {3, 5, 10, 20};

    /** How often the interval of n values lies above 0, whose mean is so many deviations above. */
    private static double power(int n, double effect) {
        int freedom = n - 1;
        double quantile = TDistribution.of(freedom).inverseSurvivalProbability(0.025);
        var squares = ChiSquaredDistribution.of(freedom);
        var normal = NormalDistribution.of(0, 1);
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            double variance = squares.inverseCumulativeProbability((i + 0.5) / POINTS) / freedom;
            sum +=
                    normal.survivalProbability(
                            quantile * Math.sqrt(variance) - effect * Math.sqrt(n));
        }
        return sum / POINTS;
    }

    private static double smallestEffect(int n) {
        double low = 0;
        double high = 10;
        while (high - low > 1e-4) {
            double middle = (low + high) / 2;
            if (power(n, middle) < POWER) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Of 20,000 samples the share has a standard error of 0.003. */
    @Test
    void samplesAgree() {
        int n = 3;
        double effect = smallestEffect(n);
        Random random = new Random(1);
        int told = 0;
        int repetitions = 20_000;
        for (int i = 0; i < repetitions; i++) {
            double[] values = new double[n];
            for (int k = 0; k < n; k++) {
                values[k] = effect + random.nextGaussian();
            }
            told += StudentInterval.of(values).low() > 0 ? 1 : 0;
        }
        assertThat(told / (double) repetitions).isCloseTo(POWER, within(0.01));
    }

    @Test
    void thePageShowsThem() throws IOException {
        StringBuilder table =
                new StringBuilder(
                        "| seeds | smallest effect, in standard deviations |\n|---|---|\n");
        for (int n : SEEDS) {
            table.append(String.format(Locale.ROOT, "| %d | %.2f |\n", n, smallestEffect(n)));
        }
        String page = Files.readString(PAGE);
        Matcher found = TABLE.matcher(page);
        assertThat(found.find()).isTrue();
        String filled = found.replaceFirst(result -> result.group(1) + table + result.group(2));
        if ("write".equals(System.getProperty("coverage"))) {
            Files.writeString(PAGE, filled);
        }
        assertThat(PAGE)
                .as("a stale table; mvn test -Dtest=PowerTest -Dcoverage=write makes it anew")
                .content()
                .isEqualTo(filled);
    }
}
