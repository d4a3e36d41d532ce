package dev.arete.testkit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.arete.testkit.check.Check;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The house rules that a compiler does not check. */
class ArchitectureTest {
  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("dev/arete/testkit/"))
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.arete");

  private static final JavaClasses TESTKIT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.arete.testkit");

  private static void holds(ArchRule rule) {
    rule.check(LIBRARY);
  }

  @Test
  void coreNeedsNothingButTheJdk() {
    holds(
        classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.arete..", "java..", "jdk.incubator.vector.."));
  }

  @Test
  void backendsKnowTheSpiAndTheSpiKnowsNoBackend() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.arete.spi")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.arete.internal.."));
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.arete")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.arete.internal.*.."));
  }

  @Test
  void internalPackagesFormLayers() {
    below("dev.arete.internal.eigen..", "dev.arete.internal.eigen..");
    below(
        "dev.arete.internal.local..",
        "dev.arete.internal.local..",
        "dev.arete.internal.eigen..",
        "dev.arete.spi",
        "dev.arete");
    below(
        "dev.arete.internal.ridge..",
        "dev.arete.internal.ridge..",
        "dev.arete.internal.local..",
        "dev.arete.internal.eigen..",
        "dev.arete.spi",
        "dev.arete");
    below(
        "dev.arete.internal.screening..",
        "dev.arete.internal.screening..",
        "dev.arete.internal.eigen..",
        "dev.arete.spi");
    backendStandsAlone("reference", "cpu");
    backendStandsAlone("cpu", "reference");
  }

  private static void below(String layer, String... allowed) {
    DescribedPredicate<JavaClass> ours = resideInAPackage("dev.arete..");
    DescribedPredicate<JavaClass> known = JavaClass.Predicates.resideInAnyPackage(allowed);
    holds(
        noClasses()
            .that()
            .resideInAPackage(layer)
            .should()
            .dependOnClassesThat(ours.and(DescribedPredicate.not(known)))
            .allowEmptyShould(false));
  }

  private static void backendStandsAlone(String backend, String other) {
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.arete.internal." + backend + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.arete.internal." + other + ".."));
  }

  @Test
  void packagesHaveNoCycles() {
    holds(
        SlicesRuleDefinition.slices()
            .matching("dev.arete.internal.(*)..")
            .should()
            .beFreeOfCycles());
  }

  @Test
  void theLibraryPrintsNothing() {
    holds(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
    holds(NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
    holds(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    holds(noClasses().should().callMethod(System.class, "exit", int.class));
  }

  @Test
  void thePublicApiShowsNoInternals() {
    Set<String> seen = new TreeSet<>();
    for (JavaClass type : LIBRARY) {
      if (type.getPackageName().equals("dev.arete")
          && type.getModifiers().contains(JavaModifier.PUBLIC)) {
        type.getCodeUnits().stream()
            .filter(ArchitectureTest::isVisible)
            .forEach(unit -> collect(unit, seen));
      }
    }
    Check.holds(seen.isEmpty(), "types of the SPI or of internals in the public API:", seen);
  }

  private static boolean isVisible(JavaCodeUnit unit) {
    return unit.getModifiers().contains(JavaModifier.PUBLIC)
        || unit.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static void collect(JavaCodeUnit unit, Set<String> seen) {
    Set<JavaClass> types = new HashSet<>(unit.getRawParameterTypes());
    types.add(unit.getRawReturnType());
    for (JavaClass type : types) {
      String name = type.getBaseComponentType().getPackageName();
      if (name.startsWith("dev.arete.internal") || name.startsWith("dev.arete.spi")) {
        seen.add(
            unit.getOwner().getSimpleName() + "." + unit.getName() + " " + type.getSimpleName());
      }
    }
  }

  /** The contracts must run against any backend, so they may know the public API only. */
  @Test
  void theContractsUseThePublicApiOnly() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.arete.testkit", "dev.arete.testkit.contract")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.arete.internal..")
        .check(TESTKIT);
    noClasses()
        .that()
        .resideInAnyPackage("dev.arete.testkit.oracle", "dev.arete.testkit.plain")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.arete..")
                .and(DescribedPredicate.not(resideInAPackage("dev.arete.testkit.."))))
        .check(TESTKIT);
  }
}
