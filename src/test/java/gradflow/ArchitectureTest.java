package gradflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** The rooms of the program and what may enter them. */
@AnalyzeClasses(packages = "gradflow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String DL4J = "org.deeplearning4j..";
    private static final String[] NETWORK_LIBRARIES = {DL4J, "org.nd4j..", "org.bytedeco.."};

    @ArchTest
    static final ArchRule pureRoomsKnowNoNetwork =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "gradflow.mistake..",
                            "gradflow.console..",
                            "gradflow.model..",
                            "gradflow.plan..",
                            "gradflow.claim..",
                            "gradflow.hand..",
                            "gradflow.estimator..",
                            "gradflow.exercise..",
                            "gradflow.stats..",
                            "gradflow.results..",
                            "gradflow.flow.diagnosis..",
                            "gradflow.report..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(NETWORK_LIBRARIES)
                    .allowEmptyShould(true);

    /** What files mean is declared above the room that writes them. */
    @ArchTest
    static final ArchRule filesKnowNothingOfWhatTheyMean =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.results")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("gradflow.results.schema..", "gradflow.results.export..");

    @ArchTest
    static final ArchRule whatFilesMeanKnowsNoOtherTool =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.results.schema..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("gradflow.results.export..");

    @ArchTest
    static final ArchRule theConsoleKnowsNothing =
            classes()
                    .that()
                    .resideInAPackage("gradflow.console..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "gradflow.console..");

    /** What bytes depend on is found out before anything runs. */
    @ArchTest
    static final ArchRule provenanceKnowsNoSweep =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.sweep.provenance..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("gradflow.sweep");

    /** The words of a run are read by everyone, what an experiment file may set by fewer. */
    @ArchTest
    static final ArchRule wordsKnowNoSettings =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.model")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("gradflow.model.settings..");

    @ArchTest
    static final ArchRule fusedPassesKnowNoCell =
            noClasses()
                    .that()
                    .resideInAnyPackage("gradflow.kernel.fused", "gradflow.kernel.fused64")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "gradflow.kernel.fused.cell", "gradflow.kernel.fused64.cell");

    /** What reads the bytes of foreign files has to be safe by itself. */
    @ArchTest
    static final ArchRule foreignFilesAreReadWithoutNetworks =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.exchange.file..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            DL4J,
                            "org.nd4j.linalg..",
                            "gradflow.kernel..",
                            "gradflow.layer..",
                            "gradflow.exchange.keras..",
                            "gradflow.exchange.torch..");

    /** Each framework's part could be taken out alone. */
    @ArchTest
    static final ArchRule kerasKnowsNothingOfTorch =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.exchange.keras..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("gradflow.exchange.torch..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveSimpleNameStartingWith("Torch");

    @ArchTest
    static final ArchRule torchKnowsNothingOfKeras =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.exchange.torch..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("gradflow.exchange.keras..")
                    .orShould()
                    .dependOnClassesThat()
                    .haveSimpleNameStartingWith("Keras");

    @ArchTest
    static final ArchRule theKernelKnowsNoLayer =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.kernel..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(DL4J);

    @ArchTest
    static final ArchRule layersUseTheKernelOnly =
            classes()
                    .that()
                    .resideInAPackage("gradflow.layer..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackages(
                            "gradflow",
                            "gradflow.mistake..",
                            "gradflow.console..",
                            "gradflow.model..",
                            "gradflow.plan..",
                            "gradflow.task..",
                            "gradflow.network..",
                            "gradflow.probe..",
                            "gradflow.experiment..",
                            "gradflow.exercise..",
                            "gradflow.sweep..",
                            "gradflow.results..",
                            "gradflow.stats..",
                            "gradflow.claim..",
                            "gradflow.hand..",
                            "gradflow.report..");

    /** The instrument is for anyone's network, so it may not need an experiment. */
    @ArchTest
    static final ArchRule theInstrumentKnowsNoExperiment =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.flow..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "gradflow.experiment..",
                            "gradflow.sweep..",
                            "gradflow.plan..",
                            "gradflow.network..",
                            "gradflow.claim..",
                            "gradflow.verify..");

    @ArchTest
    static final ArchRule theKernelStandsAlone =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.kernel..")
                    .should()
                    .dependOnClassesThat(
                            com.tngtech.archunit.base.DescribedPredicate.describe(
                                    "are in another room",
                                    type ->
                                            type.getPackageName().startsWith("gradflow")
                                                    && !type.getPackageName()
                                                            .startsWith("gradflow.kernel")));

    /** What grades a student must not hold the solutions, nor what computes them elsewhere. */
    @ArchTest
    static final ArchRule exercisesAreGradedByForwardPassesAlone =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.exercise..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "gradflow.hand..",
                            "gradflow.estimator..",
                            "gradflow.kernel..",
                            "gradflow.layer..",
                            "gradflow.network..",
                            "gradflow.experiment..");

    /** Shipped with the layers, without the laboratory. */
    @ArchTest
    static final ArchRule theExchangeUsesKernelAndLayersOnly =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.exchange..")
                    .should()
                    .dependOnClassesThat(
                            DescribedPredicate.describe(
                                    "are in a room that is not shipped with the layers",
                                    type ->
                                            type.getPackageName().startsWith("gradflow")
                                                    && !type.getPackageName()
                                                            .matches(
                                                                    "gradflow\\.(kernel|layer|exchange)(\\..*)?")));

    /** Whoever has the files of a folder can draw its page. */
    @ArchTest
    static final ArchRule reportsAreDrawnFromFilesAlone =
            noClasses()
                    .that()
                    .resideInAPackage("gradflow.report..")
                    .should()
                    .dependOnClassesThat(
                            DescribedPredicate.describe(
                                    "run experiments or are run",
                                    type ->
                                            type.getPackageName().startsWith("gradflow")
                                                    && !type.getPackageName()
                                                            .matches(
                                                                    "gradflow\\.(report|results|stats|mistake)(\\..*)?")));

    /** Statistics resample with a seed that is part of their definition. */
    @ArchTest
    static final ArchRule randomNumbersComeFromOnePlace =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("gradflow.model.RandomStream")
                    .and()
                    .resideOutsideOfPackage("gradflow.stats..")
                    .should()
                    .callConstructor(Random.class, long.class)
                    .orShould()
                    .callConstructor(Random.class)
                    .orShould()
                    .callConstructor(SplittableRandom.class, long.class)
                    .orShould()
                    .callConstructor(SplittableRandom.class);

    @ArchTest
    static final ArchRule roomsFormNoCycles =
            slices().matching("gradflow.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule networksAreBuiltInOnePlace =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("gradflow.network.Assembly")
                    .and()
                    .resideOutsideOfPackages("gradflow.layer..", "gradflow.exchange..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName(
                            "org.deeplearning4j.nn.conf.NeuralNetConfiguration$Builder");

    /**
     * Functions of Math whose last bits may differ from one Java machine or compiler to another.
     */
    private static final Set<String> INEXACT =
            Set.of(
                    "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin",
                    "acos", "atan", "atan2", "sinh", "cosh", "tanh", "hypot", "cbrt");

    /** The losses of the fast arithmetic alone, whose products depend on the processor anyway. */
    private static final Set<String> FAST_ONLY =
            Set.of("gradflow.layer.output.SoftmaxLoss", "gradflow.layer.output.BinaryLoss");

    @ArchTest
    static final ArchRule functionsAreStrictMaths =
            noClasses()
                    .that(
                            DescribedPredicate.describe(
                                    "are not of the fast arithmetic alone",
                                    type -> !FAST_ONLY.contains(type.getName())))
                    .should()
                    .accessTargetWhere(
                            DescribedPredicate.<JavaAccess<?>>describe(
                                    "target is an inexact function of Math",
                                    access ->
                                            access.getTargetOwner().isEquivalentTo(Math.class)
                                                    && INEXACT.contains(access.getName())));
}
