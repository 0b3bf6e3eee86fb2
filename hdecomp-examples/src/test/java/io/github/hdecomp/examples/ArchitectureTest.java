package io.github.hdecomp.examples;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The shape of the library, as {@code docs/architecture.md} draws it. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.github.hdecomp");

    @Test
    void onlyTheRuntimeSeesNd4j() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.github.hdecomp.nd4j..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
                .check(ALL);
    }

    @Test
    void weightsAndRuntimeDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.github.hdecomp.weights..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.hdecomp.nd4j..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("io.github.hdecomp.nd4j..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.hdecomp.weights..")
                .check(ALL);
    }

    @Test
    void theApiStandsAlone() {
        noClasses()
                .that(are(inTheApi()))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.hdecomp.nd4j..", "io.github.hdecomp.weights..", "io.github.hdecomp.examples..")
                .check(ALL);
    }

    private static DescribedPredicate<JavaClass> inTheApi() {
        return DescribedPredicate.describe("in the api", type -> {
            String name = type.getPackageName();
            return !name.startsWith("io.github.hdecomp.nd4j")
                    && !name.startsWith("io.github.hdecomp.weights")
                    && !name.startsWith("io.github.hdecomp.examples");
        });
    }

    @Test
    void noPackageCycles() {
        slices().matching("io.github.hdecomp.(**)").should().beFreeOfCycles().check(ALL);
        slices().matching("io.github.(hdecomp..)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void librariesDoNotPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.github.hdecomp.examples..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(ALL);
    }

    @Test
    void noStaticStateThatChanges() {
        ArchRuleDefinition.fields()
                .that()
                .areStatic()
                .and()
                .areNotFinal()
                .should()
                // It mirrors a number that OpenBLAS keeps once per process.
                .beDeclaredInClassesThat()
                .haveSimpleName("BlasThreads")
                .check(ALL);
    }

    @Test
    void packagesAreNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(NullMarked.class)
                .check(ALL);
        for (JavaClass type : ALL) {
            if (!type.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                type.getPackage().getPackageInfo();
            }
        }
    }

    @Test
    void noNamesThatSayNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Util|Utils|Helper)(\\$.*)?")
                .check(ALL);
    }
}
