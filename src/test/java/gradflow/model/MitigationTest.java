package gradflow.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradflow.mistake.UserMistake;
import gradflow.model.settings.TrainingSettings;
import gradflow.plan.ExperimentSpec;
import gradflow.plan.Specs;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MitigationTest {

    private static void refused(String text, String... parts) {
        assertThatThrownBy(() -> new Mitigation(text))
                .as(text)
                .isInstanceOf(UserMistake.class)
                .hasMessageContainingAll(parts);
    }

    private static TrainingSettings settings(String cell, String mitigation) {
        return Specs.settings(cell, "sequenceLength: 16, mitigation: " + mitigation);
    }

    @Test
    void noneDoesNothing() {
        Mitigation none = new Mitigation("none");
        for (Remedy measure : Remedy.values()) {
            assertThat(none.uses(measure)).isFalse();
            assertThat(none.strength(measure)).isEmpty();
        }
        for (Remedy.Subject subject : Remedy.Subject.values()) {
            assertThat(none.measure(subject)).isEmpty();
        }
        assertThat(none).isEqualTo(Mitigation.NONE).hasToString("none");
    }

    @ParameterizedTest
    @EnumSource(Remedy.class)
    void aNameAloneHasItsUsualStrength(Remedy measure) {
        Mitigation mitigation = new Mitigation(measure.label());
        assertThat(mitigation.uses(measure)).isTrue();
        assertThat(mitigation.measure(measure.subject())).contains(measure);
        assertThat(mitigation.strength(measure)).isEqualTo(measure.usual());
    }

    /** As they are documented; a change here changes what an experiment file means. */
    @ParameterizedTest
    @CsvSource({
        "clip-element-wise, 0.1",
        "clip-per-layer, 1",
        "clip-global-norm, 1",
        "init-normal, 0.01",
        "init-orthogonal, 1",
        "irnn, 1",
        "init-sparse, 0.95",
        "gate-bias, 3",
        "leaky, 0.1",
        "residual, 0.1",
        "omega, 1",
        "truncation, 20",
        "gradient-noise, 0.01"
    })
    void theUsualStrengths(String name, double usual) {
        Remedy measure = Remedy.of(name).orElseThrow();
        assertThat(new Mitigation(name).strength(measure)).hasValue(usual);
    }

    @Test
    void chronoAndLayerNormHaveNoStrength() {
        assertThat(new Mitigation("chrono").strength(Remedy.CHRONO)).isEmpty();
        assertThat(new Mitigation("layer-norm").strength(Remedy.LAYER_NORM)).isEmpty();
        refused("chrono(3)", "chrono has no strength, so not (3)");
        refused("layer-norm(1)", "layer-norm has no strength, so not (1)");
    }

    @Test
    void severalAreJoinedByPlusWithOrWithoutSpaces() {
        for (String text :
                List.of(
                        "clip-global-norm(0.5)+init-orthogonal+gate-bias(-2)",
                        "clip-global-norm(0.5) + init-orthogonal + gate-bias(-2)")) {
            Mitigation mitigation = new Mitigation(text);
            assertThat(mitigation.strength(Remedy.CLIP_GLOBAL_NORM)).hasValue(0.5);
            assertThat(mitigation.strength(Remedy.INIT_ORTHOGONAL)).hasValue(1);
            assertThat(mitigation.strength(Remedy.GATE_BIAS)).hasValue(-2);
            assertThat(mitigation.uses(Remedy.CHRONO)).isFalse();
            assertThat(mitigation.text()).isEqualTo(text);
        }
    }

    @Test
    void anUnknownMeasureIsAnsweredByTheNearest() {
        refused("chron", "unknown measure 'chron'; did you mean 'chrono'?", "known: none, clip-");
        refused("clip-globalnorm(1)", "did you mean 'clip-global-norm'?");
        refused("chrono+layernorm", "unknown measure 'layernorm'; did you mean 'layer-norm'?");
        assertThatThrownBy(() -> settings("LSTM", "chron"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("did you mean 'chrono'?");
    }

    @ParameterizedTest
    @CsvSource({
        "clip-global-norm(0), must be a number above 0",
        "clip-global-norm(-1), must be a number above 0",
        "clip-per-layer(Infinity), must be a number above 0",
        "clip-per-layer(1e39), must be a number above 0 in the range of FLOAT",
        "gradient-noise(1e-46), must be a number above 0 in the range of FLOAT",
        "clip-element-wise(NaN), must be a number above 0",
        "omega(much), must be a number above 0",
        "omega(), must be a number above 0",
        "gate-bias(NaN), must be a number",
        "gate-bias(Infinity), must be a number",
        "leaky(1.5), must be above 0 and at most 1",
        "truncation(2.5), must be a whole number of steps",
        "truncation(0), must be a number above 0"
    })
    void aStrengthThatCannotBeIsRefused(String text, String rule) {
        String name = text.substring(0, text.indexOf('('));
        String given = text.substring(text.indexOf('(') + 1, text.length() - 1);
        refused(text, "the strength of " + name + " ", rule, "not '" + given + "'");
    }

    @Test
    void theEndsOfWhatIsAllowedAreAllowed() {
        assertThat(new Mitigation("leaky(1)").strength(Remedy.LEAKY)).hasValue(1);
        assertThat(new Mitigation("truncation(1)").strength(Remedy.TRUNCATION)).hasValue(1);
        assertThat(new Mitigation("gate-bias(0)").strength(Remedy.GATE_BIAS)).hasValue(0);
        assertThat(new Mitigation("residual(1e-9)").strength(Remedy.RESIDUAL)).hasValue(1e-9);
    }

    @Test
    void whatIsNotWrittenLikeAMeasureIsRefused() {
        for (String text :
                List.of("", "chrono+", "+chrono", "omega(1", "omega 1", "omega(1)(2)", "Chrono")) {
            refused(text, "is not of the form name or name(strength), joined by +");
        }
    }

    @Test
    void noneStandsAlone() {
        assertThatThrownBy(() -> new Mitigation("none+chrono"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("none stands alone")
                .hasMessageNotContaining("did you mean 'none'");
    }

    @Test
    void twoMeasuresOfOneSubjectContradictEachOther() {
        String[][] pairs = {
            {"clip-element-wise", "clip-global-norm", "clipping"},
            {"clip-per-layer(2)", "clip-global-norm", "clipping"},
            {"init-normal", "irnn", "initialization"},
            {"init-sparse", "init-orthogonal", "initialization"},
            {"gate-bias", "chrono", "gate bias"},
            {"leaky", "residual", "recurrence"},
            {"omega(1)", "omega(2)", "regulariser"},
        };
        for (String[] pair : pairs) {
            refused(
                    pair[0] + "+" + pair[1],
                    "contradict each other, both set the " + pair[2] + "; one of them is allowed");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SimpleRnn | init-sparse | initialization: orthogonal | initialization orthogonal",
                "SimpleRnn | irnn | recurrentGain: 2 | initialization xavier with recurrentGain 2",
                "LSTM | chrono | gateBias: 2 | gateBias 2",
                "GRU | gate-bias | gateBias: chrono | gateBias chrono",
                "LSTM | clip-element-wise | clipGlobalNorm: 1 | clipGlobalNorm 1",
                "LSTM | clip-global-norm(2) | clipGlobalNorm: 1 | clipGlobalNorm 1",
                "GRU | truncation(4) | tbpttLength: 8 | tbpttLength 8",
                "SimpleRnn | irnn | activation: sigmoid | activation sigmoid"
            })
    void aSettingThatSaysTheSameThingIsAContradiction(
            String cell, String mitigation, String setting, String named) {
        assertThatThrownBy(() -> settings(cell, mitigation + ", " + setting))
                .isInstanceOf(UserMistake.class)
                .hasMessageContainingAll("mitigation " + mitigation + " sets the", named);
        // Each of them alone is right.
        assertThat(settings(cell, mitigation).leftOutBecause()).isEmpty();
        assertThat(settings(cell, "none, " + setting).leftOutBecause()).isEmpty();
    }

    @Test
    void settingsOfAnotherSubjectAreNoContradiction() {
        TrainingSettings settings = settings("LSTM", "chrono, clipGlobalNorm: 1, tbpttLength: 4");
        assertThat(settings.clip()).isEqualTo(new Clip(Clipping.GLOBAL_NORM, 1));
        assertThat(settings.tbpttLength()).isEqualTo(4);
        // All steps are what truncation starts from.
        assertThat(settings("GRU", "truncation(4), tbpttLength: 16").tbpttLength()).isEqualTo(4);
        assertThat(settings("SimpleRnn", "irnn, activation: relu").stack(1, 1).activation())
                .isEqualTo(HiddenActivation.RELU);
    }

    @Test
    void everyMeasureReachesWhatItSets() {
        assertThat(settings("LSTM", "clip-element-wise").clip())
                .isEqualTo(new Clip(Clipping.ELEMENT_WISE, 0.1));
        assertThat(settings("LSTM", "clip-per-layer(2)").clip())
                .isEqualTo(new Clip(Clipping.PER_LAYER, 2));
        assertThat(settings("LSTM", "clip-global-norm(3)").clip())
                .isEqualTo(new Clip(Clipping.GLOBAL_NORM, 3));
        assertThat(settings("LSTM", "none").clip().kind()).isEqualTo(Clipping.NONE);
        assertThat(settings("GRU", "gate-bias(2)").stack(1, 1).gateBias())
                .isEqualTo(new GateBias(2.0));
        assertThat(settings("GRU", "chrono").stack(1, 1).gateBias()).isEqualTo(GateBias.CHRONO);
        assertThat(settings("GRU", "layer-norm").stack(1, 1).form())
                .isEqualTo(new CellForm(true, 0, 1));
        assertThat(settings("SimpleRnn", "leaky(0.25)").stack(1, 1).form())
                .isEqualTo(new CellForm(false, 0.75, 0.25));
        assertThat(settings("SimpleRnn", "residual(0.5)+layer-norm").stack(1, 1).form())
                .isEqualTo(new CellForm(true, 1, 0.5));
        assertThat(settings("SimpleRnn", "omega(2)").omegaWeight()).hasValue(2);
        assertThat(settings("SimpleRnn", "none").omegaWeight()).isEqualTo(OptionalDouble.empty());
        assertThat(settings("GRU", "gradient-noise(0.3)").noiseVariance()).hasValue(0.3);
        assertThat(settings("GRU", "truncation(5)").iterationsPerBatch()).isEqualTo(4);
    }

    /**
     * The strength is what the weights have in the end, whatever the initialisation's own scale.
     */
    @Test
    void theStrengthOfAnInitialisationIsItsScaleTimesTheGain() {
        Map<String, Initialization> measures =
                Map.of(
                        "init-normal", Initialization.NORMAL,
                        "init-orthogonal", Initialization.ORTHOGONAL,
                        "irnn", Initialization.IDENTITY,
                        "init-sparse", Initialization.SPARSE);
        measures.forEach(
                (name, initialization) -> {
                    RecurrentStack stack = settings("SimpleRnn", name + "(0.5)").stack(1, 1);
                    assertThat(stack.initialization()).isEqualTo(initialization);
                    // 0.5 / 0.01 · 0.01 rounds once or twice.
                    assertThat(stack.recurrentGain() * stack.initialization().scale())
                            .isCloseTo(0.5, within(1e-15));
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SimpleRnn | chrono | chrono has no meaning for SimpleRnn: it has no gate",
                "SimpleRnn | gate-bias | gate-bias has no meaning for SimpleRnn: it has no gate",
                "LSTM | irnn | irnn has no meaning for LSTM: its candidate is not a ReLU unit",
                "GRU | leaky | leaky has no meaning for GRU: its gates decide at every step",
                "LSTM | residual | residual has no meaning for LSTM: its gates decide",
                "GRU | omega | omega has no meaning for GRU: Omega is defined by the Jacobian",
                "LSTM | clip-global-norm+omega | omega has no meaning for LSTM",
                "LSTM | truncation(16) | truncation after 16 steps cuts nothing off 16 steps",
                "GRU | truncation | truncation after 20 steps cuts nothing off 16 steps",
                "SimpleRnn | omega+leaky | Omega is defined for the plain recurrence",
                "SimpleRnn | omega+residual | Omega is defined for the plain recurrence",
                "SimpleRnn | omega+layer-norm | Omega is defined for the plain recurrence"
            })
    void whatHasNoMeaningIsLeftOutWithTheReason(String cell, String mitigation, String reason) {
        assertThatThrownBy(() -> settings(cell, mitigation))
                .isInstanceOf(UserMistake.class)
                .hasMessageContainingAll("grid: no condition has a meaning", reason);
        ExperimentSpec spec =
                Specs.of(
                        "fixed: {sequenceLength: 16}\ngrid:\n  - cell: [%s]\n  - mitigation: [none, %s]\n"
                                .formatted(cell, mitigation));
        assertThat(spec.leftOut()).hasSize(1);
        assertThat(spec.leftOut().values().iterator().next()).contains(reason);
        assertThat(spec.runs())
                .extracting(RunSpec::condition)
                .containsExactly(cell + "_none", cell + "_none");
    }

    @Test
    void aGridLosesTheConditionsWithoutMeaningAndNamesThem() {
        ExperimentSpec spec =
                Specs.of(
                        """
                fixed: {sequenceLength: 16}
                grid:
                  - cell: [SimpleRnn, GRU]
                  - mitigation: [none, chrono, omega(2), truncation(15)]
                nuisance: {learningRate: [0.1, 0.01]}
                baseline: {mitigation: none}
                """);
        assertThat(spec.leftOut().keySet()).containsExactly("SimpleRnn_chrono", "GRU_omega-2");
        assertThat(spec.runs().stream().map(RunSpec::condition).distinct())
                .containsExactly(
                        "SimpleRnn_none",
                        "SimpleRnn_omega-2",
                        "SimpleRnn_truncation-15",
                        "GRU_none",
                        "GRU_chrono",
                        "GRU_truncation-15");
        // Two learning rates and two seeds of each.
        assertThat(spec.runs()).hasSize(6 * 2 * 2);
        assertThat(spec.baseline()).containsExactly(Map.entry("mitigation", "none"));
    }

    @Test
    void aGridInWhichNothingHasAMeaningIsRefused() {
        assertThatThrownBy(
                        () -> Specs.of("grid: [{cell: [LSTM, GRU]}, {mitigation: [irnn, leaky]}]"))
                .isInstanceOf(UserMistake.class)
                .hasMessageContainingAll(
                        "grid: no condition has a meaning",
                        "irnn has no meaning for LSTM",
                        "leaky has no meaning for GRU");
    }
}
