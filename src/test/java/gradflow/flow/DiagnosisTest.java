package gradflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.flow.diagnosis.Diagnosis;
import gradflow.flow.diagnosis.Finding;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

/** Five networks that were made ill on purpose and a healthy one: each rule, and no other. */
class DiagnosisTest {
    @TempDir Path dir;

    private Diagnosis of(MultiLayerNetwork network, DataSet data) {
        try (GradientFlow flow = GradientFlow.into(dir.resolve("flow"))) {
            network.setListeners(flow);
            network.fit(data);
            network.fit(data);
            return flow.diagnosis();
        }
    }

    private static Finding only(Diagnosis diagnosis) {
        assertThat(diagnosis.findings()).as(diagnosis.text()).hasSize(1);
        return diagnosis.findings().get(0);
    }

    /** 0.5 per step: 2^-9 is more than a thousandth, 2^-10 is less. */
    @Test
    void vanishing() {
        Finding finding = only(of(Patients.vanishing(), Patients.data()));
        assertThat(finding.rule()).isEqualTo("vanishing");
        assertThat(finding.layer()).isZero();
        assertThat(finding.sentence())
                .startsWith(
                        "layer 0 (SimpleRnn): every step back leaves 0.5 of the gradient; beyond"
                                + " lag 9 less than a thousandth of it arrives, of 19 lags:"
                                + " vanishing. Measures that helped the SimpleRnn in this"
                                + " laboratory (results/mitigations/ranking.csv): leaky (");
    }

    @Test
    void exploding() {
        Finding finding = only(of(Patients.exploding(), Patients.data()));
        assertThat(finding.rule()).isEqualTo("exploding");
        assertThat(finding.sentence())
                .startsWith(
                        "layer 0 (SimpleRnn): every step back multiplies the gradient by 2; at lag"
                                + " 19 it is 5.2e5 times as large as at lag 0: exploding.")
                .contains("Clipping");
    }

    @Test
    void deadUnits() {
        Finding finding = only(of(Patients.dead(), Patients.data()));
        assertThat(finding.rule()).isEqualTo("dead units");
        assertThat(finding.sentence()).startsWith("layer 0: 3 of 4 units (75 %) are 0 at every");
    }

    @Test
    void cutByTruncation() {
        Finding finding = only(of(Patients.cut(), Patients.data()));
        assertThat(finding.rule()).isEqualTo("cut by truncation");
        assertThat(finding.sentence())
                .startsWith(
                        "layer 0 (SimpleRnn): truncated BPTT ends the gradient after 5 steps, where"
                                + " it still has 0.66 of its size");
    }

    @Test
    void notFiniteAtAKnownPlace() {
        MultiLayerNetwork network = Patients.healthy();
        network.getLayer(0).getParam("W").assign(2);
        Finding finding = only(of(network, Patients.overflowing()));
        assertThat(finding.rule()).isEqualTo("not finite");
        assertThat(finding.sentence()).contains("iteration 1, forward pass, layer 0, time step 7;");
    }

    @Test
    void healthy() {
        Finding finding = only(of(Patients.healthy(), Patients.data()));
        assertThat(finding.rule()).isEqualTo("healthy");
        assertThat(finding.sentence())
                .isEqualTo(
                        "layer 0 (SimpleRnn): at lag 19, the furthest there is, the gradient has"
                                + " 0.14 of its size at lag 0: healthy.");
    }
}
