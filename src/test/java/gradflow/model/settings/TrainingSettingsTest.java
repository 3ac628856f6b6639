package gradflow.model.settings;

import static org.assertj.core.api.Assertions.assertThat;

import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

    @Test
    void countsOneIterationForEachSegment() {
        TrainingSettings settings = TrainingSettings.DEFAULTS;
        assertThat(settings.batches()).isEqualTo(100);
        assertThat(settings.iterationsPerBatch()).isEqualTo(1);
        assertThat(settings.iterations()).isEqualTo(100);
    }

    @Test
    void aLastSegmentMayBeShorter() {
        ExperimentSpec spec = Specs.of("fixed: {tbpttLength: 25, sequences: 64}\n" + Specs.GRID);
        TrainingSettings settings = spec.runs().get(0).settings(TrainingSettings.class);
        assertThat(settings.iterationsPerBatch()).isEqualTo(3);
        assertThat(settings.iterations()).isEqualTo(6);
    }
}
