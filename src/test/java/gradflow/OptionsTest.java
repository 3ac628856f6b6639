package gradflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.mistake.UserMistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    /** Committed results are those of the files as they are written. */
    @Test
    void otherSettingsDoNotWriteOverCommittedResults() {
        assertThat(Options.parse(properties("exp", "a")).root()).isEqualTo(Path.of("results"));
        assertThat(Options.parse(properties("exp", "a")).isAside()).isFalse();
        Path work = Path.of("results/.work");
        assertThat(Options.parse(properties("exp", "a", "quick", "")).root()).isEqualTo(work);
        assertThat(Options.parse(properties("exp", "a", "set", "x=1")).root()).isEqualTo(work);
        assertThat(Options.parse(properties("exp", "a", "set", "x=1")).isAside()).isTrue();
        assertThat(Options.parse(properties("exp", "a", "quick", "false")).root())
                .isEqualTo(Path.of("results"));
        assertThat(Options.parse(properties("exp", "a", "quick", "", "out", "x")).root())
                .isEqualTo(Path.of("x"));
    }

    /** A reference is read where the same command would have written it. */
    @Test
    void verificationHasAFolderOfItsOwn() {
        Options all = Options.parse(properties("exp", "a", "verify", "true"));
        assertThat(all.verify()).isEqualTo(1);
        assertThat(all.root()).isEqualTo(Path.of("results"));
        assertThat(all.scratch()).isEqualTo(Path.of("results/.work/.verify"));
        Options quick = Options.parse(properties("verify", "0.05", "quick", ""));
        assertThat(quick.verify()).isEqualTo(0.05);
        assertThat(quick.root()).isEqualTo(Path.of("results/quick"));
        assertThat(quick.scratch()).isNotEqualTo(all.scratch());
        assertThat(quick.verifiesInstallation()).isTrue();
        assertThat(quick.isAside()).isFalse();
    }

    /** Event files are made of what is there. */
    @Test
    void eventFilesRunNothing() {
        Options options = Options.parse(properties("exp", "a,b", "tensorboard", "true"));
        assertThat(options.tensorboard()).isTrue();
        assertThat(options.root()).isEqualTo(Path.of("results"));
        assertThat(Options.parse(properties("exp", "a", "tensorboard", "", "quick", "")).root())
                .isEqualTo(Path.of("results/.work"));
        assertThatThrownBy(() -> Options.parse(properties("tensorboard", "")))
                .hasMessage("-Dtensorboard needs an experiment that has results; add -Dexp=NAME");
        assertThatThrownBy(
                        () ->
                                Options.parse(
                                        properties("exp", "a", "tensorboard", "", "set", "x=1")))
                .hasMessage("-Dset does nothing beside -Dtensorboard, which runs nothing");
        assertThatThrownBy(() -> Options.parse(properties("exp", "a", "tensorbord", "")))
                .hasMessageContaining("did you mean -Dtensorboard?");
    }

    /** What goes on must be what was begun, and a shell must take it as it stands. */
    @Test
    void theCommandThatGoesOnCanBeTyped() {
        Properties given =
                properties(
                        "exp",
                        "a,b",
                        "quick",
                        "",
                        "set",
                        "seeds=[1,2],x=it's",
                        "restart",
                        "true",
                        "java.home",
                        "/x");
        assertThat(OptionsReader.command(given))
                .isEqualTo("mvn exec:java -Dexp=a,b -Dquick '-Dset=seeds=[1,2],x=it'\\''s'");
    }

    @Test
    void exercisesTakeASettingAndNothingElse() {
        Options options = Options.parse(properties("exp", "exercise", "set", "exercise=3"));
        assertThat(options.checksExercises()).isTrue();
        assertThat(options.experiments()).isEmpty();
        assertThat(Options.parse(properties("exp", "exercise", "out", "x")).isEmpty()).isFalse();
        for (String property : List.of("quick", "workers", "verify", "vectors", "compare")) {
            assertThatThrownBy(() -> Options.parse(properties("exp", "exercise", property, "1")))
                    .isInstanceOf(UserMistake.class)
                    .hasMessageContaining("-D" + property);
        }
        assertThatThrownBy(() -> Options.parse(properties("exp", "exercise,vanishing")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("-Dexp=exercise takes no other name beside it");
    }

    /** Drawing runs nothing, so that nothing about runs can be said with it. */
    @Test
    void reportsAreDrawnFromWhatIsThere() {
        assertThat(Options.parse(properties("exp", "a")).draws()).isFalse();
        Options linked = Options.parse(properties("exp", "a", "report", ""));
        assertThat(linked.report()).isEqualTo(Options.Drawn.LINKED);
        assertThat(linked.isEmpty()).isFalse();
        Options single = Options.parse(properties("report", "single"));
        assertThat(single.report()).isEqualTo(Options.Drawn.SINGLE);
        assertThat(single.singles()).isEqualTo(Path.of("results/.work"));
        assertThat(Options.parse(properties("report", "single", "out", "x")).singles())
                .isEqualTo(Path.of("x"));
        assertThatThrownBy(() -> Options.parse(properties("exp", "a", "report", "pdf")))
                .hasMessage("-Dreport takes no value or 'single', not 'pdf'");
        assertThatThrownBy(
                        () -> Options.parse(properties("exp", "a", "report", "", "workers", "2")))
                .hasMessage("-Dworkers does nothing beside -Dreport, which runs nothing");
    }
}
