package gradflow.sweep;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.FileChannel;
import java.nio.file.Files;

/** All that is written while runs are made goes through one disk, which tests can disturb. */
@AnalyzeClasses(packages = "gradflow", importOptions = ImportOption.DoNotIncludeTests.class)
class SweepRoomsTest {
    private static final String WRITES =
            "(write|delete|create|move|copy|set|new(Output|Buffered(W|O))).*|newByteChannel";

    @ArchTest
    static final ArchRule oneDiskWrites =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "gradflow.sweep..", "gradflow.results..", "gradflow.verify..")
                    .and()
                    .doNotHaveFullyQualifiedName("gradflow.results.Disk")
                    .should()
                    .callMethodWhere(
                            target(owner(JavaClass.Predicates.equivalentTo(Files.class)))
                                    .and(target(nameMatching(WRITES))))
                    .orShould()
                    .callMethodWhere(
                            target(owner(JavaClass.Predicates.equivalentTo(FileChannel.class)))
                                    .and(target(nameMatching("open"))));
}
