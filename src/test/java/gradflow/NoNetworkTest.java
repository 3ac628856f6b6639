package gradflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program runs where there is no network, not even the machine's own. */
class NoNetworkTest {
    /** A namespace of its own with no device that is up; as a user of its own if need be. */
    private static final List<String> APART = List.of("unshare", "-r", "-n");

    @TempDir Path folder;

    private static boolean isPossible() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-r", "-n", "true").start().waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    @Test
    void anExperimentRunsWithoutNetwork() throws Exception {
        assumeTrue(isPossible(), "unshare -r -n is not allowed or not there: not tested");
        Process child =
                ChildProgram.command(
                                APART,
                                List.of("-Xmx1g"),
                                List.of(
                                        "exp=vanishing",
                                        "quick=",
                                        "set=sequenceLength=8,tbpttLength=8,hiddenSize=3,"
                                                + "seeds=[1],cell=GRU,activation=tanh",
                                        "out=" + folder))
                        .start();
        List<String> lines = ChildProgram.lines(child);
        assertThat(child.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(folder.resolve("vanishing/manifest.json")).exists();
    }
}
