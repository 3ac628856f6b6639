package gradflow.sweep.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProvenanceTest {

    @Test
    void askingGitTakesNoLock() {
        ProcessBuilder git = Provenance.command("status");
        assertThat(git.command()).containsExactly("git", "status");
        assertThat(git.environment()).containsEntry("GIT_OPTIONAL_LOCKS", "0");
    }
}
