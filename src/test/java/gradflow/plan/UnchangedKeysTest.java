package gradflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradflow.model.settings.TableSettings;
import gradflow.model.settings.TrainingSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnchangedKeysTest {

    @Test
    void aManifestTellsThemWhereTheyAreNotAtTheirDefaults() {
        ExperimentSpec spec =
                Specs.of(
                        "fixed: {labelColumns: kind, inputColumns: [], split: default}\n"
                                + Specs.GRID);
        assertThat(spec.resolved().at("/fixed/labelColumns").asText()).isEqualTo("kind");
        assertThat(spec.resolved().at("/fixed").has("inputColumns")).isFalse();
        assertThat(spec.resolved().at("/fixed").has("split")).isFalse();
        assertThat(
                        spec.runs()
                                .get(0)
                                .settings(TrainingSettings.class)
                                .data()
                                .table()
                                .labelColumns())
                .isEqualTo(List.of("kind"));
    }

    /** Manifests that were written before there were such settings stay as they are. */
    @Test
    void noneIsInTheManifestOfAnExperimentWithoutThem() {
        ExperimentSpec spec = Specs.of(Specs.GRID);
        for (String key : TrainingSettings.DEFAULTS.toldIfChanged()) {
            assertThat(spec.resolved().at("/fixed").has(key)).as(key).isFalse();
        }
        assertThat(TrainingSettings.DEFAULTS.toldIfChanged()).containsAll(TableSettings.SETTINGS);
    }

    @Test
    void columnsOfTwoRolesAreRefused() {
        assertThatThrownBy(
                        () ->
                                Specs.of(
                                        "fixed: {sequenceColumn: id, inputColumns: [id]}\n"
                                                + Specs.GRID))
                .hasMessageContaining("column 'id' has two roles; one is allowed");
        assertThatThrownBy(() -> Specs.of("fixed: {split: half}\n" + Specs.GRID))
                .hasMessageContaining("split: 'half' is not one of default, sequence, time");
    }
}
