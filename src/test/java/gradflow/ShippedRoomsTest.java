package gradflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;

/** What src/layers makes a jar of may use what that jar asks for, and nothing else. */
@AnalyzeClasses(packages = "gradflow", importOptions = ImportOption.DoNotIncludeTests.class)
class ShippedRoomsTest {
    private static final String[] DEEPLEARNING4J = {
        "org.deeplearning4j..", "org.nd4j..", "org.bytedeco..", "org.slf4j.."
    };
    private static final String[] OPTIONAL = {"io.jhdf.."};

    @ArchTest
    static final ArchRule kernelAndLayerNeedDeeplearning4jAlone =
            classes()
                    .that()
                    .resideInAnyPackage("gradflow.kernel..", "gradflow.layer..")
                    // Those of src/vector, which the jar does without.
                    .and()
                    .haveSimpleNameNotEndingWith("Tiles")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            with(
                                    DEEPLEARNING4J,
                                    "java..",
                                    "gradflow.kernel..",
                                    "gradflow.layer.."));

    @ArchTest
    static final ArchRule exchangeNeedsThemAndOptionalLibraries =
            classes()
                    .that()
                    .resideInAPackage("gradflow.exchange..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            with(
                                    with(DEEPLEARNING4J, OPTIONAL),
                                    "java..",
                                    "gradflow.kernel..",
                                    "gradflow.layer..",
                                    "gradflow.exchange.."))
                    .allowEmptyShould(true);

    private static String[] with(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
